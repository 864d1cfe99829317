import type { Catalog } from '../../src/catalog/catalog.ts';
import { Replay } from '../../src/catalog/history.ts';
import type { Known } from '../../src/catalog/doubt.ts';
import type { Column } from '../../src/catalog/object.ts';
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
  statementsOf(sql).forEach((statement, index) => {
    const reading = readStatement(statement);
    if (reading.error) throw new Error(`${reading.error.message} ${statement}`);
    history.step(reading.operations, { script, statement: index }, session);
    session = session.after(reading.operations);
  });
  return history.catalog;
}

export function statementsOf(sql: string): readonly string[] {
  return split(sql).pieces.map(({ start, end }) => sql.slice(start, end));
}

/** What a catalog holds, in words: a line per relation, column (with its NOT NULL), constraint, index and what hangs on a table, sorted. */
export function described(catalog: Catalog): readonly string[] {
  const name = (id: string | undefined) => {
    const relation = id === undefined ? undefined : catalog.byId(id);
    return relation && (relation.schema === 'public' ? relation.name : `${relation.schema}.${relation.name}`);
  };
  return catalog.relations().flatMap((relation) => {
    const own = name(relation.id);
    return [
      `${relation.type} ${own}`,
      ...certainly(catalog.columns(relation)).map((column) => `column ${own}.${wordsOf(column)}`),
      ...certainly(catalog.constraints(relation)).filter(({ type }) => type !== 'not null').map(({ name: called, type, columns, validated, references, referencedColumns }) =>
        `${type} ${own}.${called} (${[...columns].sort().join(', ')})`
        + (references === undefined ? '' : ` references ${name(references)} (${referencedColumns.join(', ')})`)
        + (validated ? '' : ' not valid')),
      ...certainly(catalog.attachedTo(relation)).map((one) => `${one.kind} ${one.name} of ${own}${'enabled' in one && !one.enabled ? ' disabled' : ''}`),
      ...certainly(catalog.indexes(relation)).map((index) =>
        `index of ${own}: ${name(index.relation.id)}${index.unique ? ' unique' : ''}${index.valid ? '' : ' invalid'}`),
    ];
  }).sort();
}

function wordsOf({ name, sqlType, notNull, fallback, identity, generated }: Column): string {
  return [
    name, `${sqlType.name}${sqlType.array ? '[]' : ''}`,
    ...(notNull === 'no' ? [] : [notNull === 'yes' ? 'not null' : 'not null not valid']),
    ...(fallback ? ['default'] : []), ...(identity ? ['identity'] : []), ...(generated ? ['generated'] : []),
  ].join(' ');
}

/** What is known, or was before a doubt; columns of views are nobody's concern. */
function certainly<T>(answer: Known<readonly T[]>): readonly T[] {
  return answer.known ? answer.value : answer.last ?? [];
}
