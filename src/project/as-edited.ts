import type { Catalog } from '../catalog/catalog.ts';
import type { Script, ScriptId, StatementAt } from '../migrations/migration.ts';
import { isScript } from '../migrations/migration.ts';
import type { MappedText } from '../text/mapped.ts';
import { caused, joined, placeOf, sliced } from '../text/mapped.ts';
import type { TextEdit } from '../text/place.ts';
import type { Project } from './project.ts';
import { migrationOf } from './project.ts';
import { History } from './replay.ts';

/** A history in which one statement reads otherwise: its migration is told again, on what it finds in the history that was told already. */
export class AsEdited extends History {
  readonly #told: History;

  /** `edits`: in the statement's text, in order. */
  constructor(project: Project, told: History, at: StatementAt, edits: readonly TextEdit[]) {
    super(onlyEdited(project, at, edits), told.readings);
    this.#told = told;
  }

  override before(id: ScriptId): Catalog {
    return this.#told.before(id);
  }
}

function onlyEdited(project: Project, at: StatementAt, edits: readonly TextEdit[]): Project {
  const migration = migrationOf(project, at.script);
  const edited = (script: Script): Script => (script.id !== at.script ? script : {
    ...script,
    steps: script.steps.map((step, index) => (index === at.index && step.kind === 'statement' ? { ...step, sql: withEdits(step.sql, edits) } : step)),
  });
  if (!migration) return { ...project, graph: undefined, migrations: [] };
  const { upgrade, downgrade } = migration;
  return {
    ...project,
    graph: undefined,
    migrations: [{ ...migration, upgrade: edited(upgrade), downgrade: isScript(downgrade) ? edited(downgrade) : downgrade }],
  };
}

function withEdits(sql: MappedText, edits: readonly TextEdit[]): MappedText {
  const ends = [0, ...edits.map(({ span }) => span.end)];
  return joined([
    ...edits.flatMap(({ span, text }, at) => [sliced(sql, { start: ends[at] ?? 0, end: span.start }), caused(text, placeOf(sql, span))]),
    sliced(sql, { start: ends.at(-1) ?? 0, end: sql.text.length }),
  ]);
}
