import type { Catalog } from '../catalog/catalog.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { ScriptBody } from '../migrations/draft.ts';
import type { Migration, Script, ScriptId, Step } from '../migrations/migration.ts';
import { graphOf } from '../revisions/graph.ts';
import { Lines } from '../text/lines.ts';
import { written } from '../text/mapped.ts';
import type { Project } from './project.ts';

/** A migration that no file holds yet. */
export interface DraftedMigration { readonly revision: string; readonly title: string; readonly up: ScriptBody; readonly down?: ScriptBody }

/** Migrations that follow each other on a catalog, as the project would run them. What led to the catalog is left out. */
export function draftedOn(catalog: Catalog, drafts: readonly DraftedMigration[], project: Project): Project {
  const texts = new Map<string, string>();
  const made: Migration[] = [];
  for (const { revision, title, up, down } of drafts) {
    const script = (id: ScriptId, { transaction, statements }: ScriptBody): Script => {
      const path = `${project.root}/${id}`;
      const text = statements.join(';\n');
      texts.set(path, text);
      return { id, path, steps: stepsIn(path, text, statements, transaction), optsOut: transaction === 'none' };
    };
    const upgrade = script(`${revision}#up`, up);
    made.push({
      revision, parents: made.slice(-1).map((one) => one.revision), dependsOn: [], labels: [], title, description: title,
      place: { path: upgrade.path, span: { start: 0, end: 0 } }, reads: [], upgrade, downgrade: down ? script(`${revision}#down`, down) : { none: 'absent' },
    });
  }
  const built = graphOf(made);
  return {
    ...project, migrations: made, problems: [], start: { name: 'head', catalog, at: [] }, graph: built.kind === 'graph' ? built.graph : undefined,
    textOf: (path) => texts.get(path) ?? project.textOf(path),
    linesOf: (path) => { const text = texts.get(path); return text === undefined ? project.linesOf(path) : new Lines(text); },
  };
}

function stepsIn(path: string, text: string, statements: readonly string[], transaction: ScriptBody['transaction']): readonly Step[] {
  let start = 0;
  const steps = statements.map((sql): Step => {
    const span = { start, end: start + sql.length };
    start = span.end + 2;
    return { kind: 'statement', sql: written(path, text, span), origin: 'written', when: ALWAYS, repeats: false, standIns: [] };
  });
  if (transaction === 'own') return steps;
  const place = { path, span: { start: 0, end: 0 } };
  return [{ kind: 'boundary', does: 'leave transaction', place }, ...steps, { kind: 'boundary', does: 'enter transaction', place }];
}

/** The number of the statement that stands at a step. */
export function statementAt(step: number, { transaction }: ScriptBody): number {
  return transaction === 'none' ? step - 1 : step;
}
