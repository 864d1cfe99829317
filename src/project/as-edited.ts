import type { Catalog } from '../catalog/catalog.ts';
import type { Migration, Script, ScriptId, StatementAt } from '../migrations/migration.ts';
import { isScript, revisionOf } from '../migrations/migration.ts';
import type { MappedText } from '../text/mapped.ts';
import { caused, joined, placeOf, sliced } from '../text/mapped.ts';
import type { TextEdit } from '../text/place.ts';
import type { Project } from './project.ts';
import { History } from './replay.ts';

/** A project in which one statement reads otherwise, without reading a file again. Edits are in the statement's text, in order. */
export function asEdited(project: Project, at: StatementAt, edits: readonly TextEdit[]): Project {
  const revision = revisionOf(at.script);
  const inScript = (script: Script): Script => (script.id !== at.script ? script : {
    ...script,
    steps: script.steps.map((step, index) => (index === at.index && step.kind === 'statement' ? { ...step, sql: withEdits(step.sql, edits) } : step)),
  });
  const inMigration = (migration: Migration): Migration => ({
    ...migration,
    upgrade: inScript(migration.upgrade),
    downgrade: isScript(migration.downgrade) ? inScript(migration.downgrade) : migration.downgrade,
  });
  const { graph } = project;
  const known = graph?.revisions.get(revision);
  return {
    ...project,
    migrations: project.migrations.map((migration) => (migration.revision === revision ? inMigration(migration) : migration)),
    graph: graph && known && { ...graph, revisions: new Map(graph.revisions).set(revision, { ...known, migration: inMigration(known.migration) }) },
  };
}

/** The history of a project that differs from one told already in what its scripts do, and not in what each of them finds. */
export class SameBefore extends History {
  readonly #told: History;

  constructor(project: Project, told: History) {
    super(project);
    this.#told = told;
  }

  override before(id: ScriptId): Catalog {
    return this.#told.before(id);
  }
}

function withEdits(sql: MappedText, edits: readonly TextEdit[]): MappedText {
  const ends = [0, ...edits.map(({ span }) => span.end)];
  return joined([
    ...edits.flatMap(({ span, text }, at) => [sliced(sql, { start: ends[at] ?? 0, end: span.start }), caused(text, placeOf(sql, span))]),
    sliced(sql, { start: ends.at(-1) ?? 0, end: sql.text.length }),
  ]);
}
