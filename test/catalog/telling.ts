import type { Catalog } from '../../src/catalog/catalog.ts';
import { Replay } from '../../src/catalog/history.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import type { ScriptId } from '../../src/migrations/migration.ts';
import { readStatement } from '../../src/operations/read.ts';
import { newSession } from '../../src/session/connection.ts';
import { split } from '../../src/sql/split.ts';

export const SESSION = newSession({ settings: {} });

/** The catalog after the statements of a text, told on an empty database unless another catalog is given. */
export function told(sql: string, catalog: Catalog = emptyCatalog({ complete: true }), script: ScriptId = '001#up'): Catalog {
  const history = new Replay(catalog);
  let session = newSession({ settings: {}, script });
  const statements = split(sql).pieces.map(({ start, end }) => sql.slice(start, end));
  statements.forEach((statement, index) => {
    const reading = readStatement(statement);
    if (reading.error) throw new Error(`${reading.error.message} ${statement}`);
    history.step(reading.operations, { script, statement: index }, session);
    session = session.after(reading.operations);
  });
  return history.catalog;
}

/** What a catalog holds, in words: a line per column, constraint and index, sorted. */
export function described(catalog: Catalog): readonly string[] {
  return catalog.relations().flatMap((relation) => {
    const name = relation.schema === 'public' ? relation.name : `${relation.schema}.${relation.name}`;
    const columns = catalog.columns(relation);
    const constraints = catalog.constraints(relation);
    const indexes = catalog.indexes(relation);
    return [
      `${relation.type} ${name}`,
      ...(columns.known ? columns.value : columns.last ?? []).map((column) =>
        `column ${name}.${column.name} ${column.sqlType.name}${column.notNull === 'yes' ? ' not null' : column.notNull === 'no' ? '' : ' not null not valid'}`),
      ...(constraints.known ? constraints.value : constraints.last ?? []).map((constraint) =>
        `constraint ${name}.${constraint.name} ${constraint.type} (${constraint.columns.join(', ')})${constraint.validated ? '' : ' not valid'}`),
      ...(indexes.known ? indexes.value : indexes.last ?? []).map((index) =>
        `index of ${name}: ${index.relation.name}${index.unique ? ' unique' : ''}`),
    ];
  }).sort();
}
