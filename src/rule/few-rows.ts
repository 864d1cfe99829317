import type { Index } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { operationsIn } from './by-kind.ts';
import { perScript } from './per-script.ts';
import type { Situation } from './situation.ts';

/** Where the history does not tell a table's keys: names that hardly anybody gives to anything else. */
const KEY_NAMES = new Set(['id', 'uuid', 'key', 'code', 'slug', 'name']);

/** Does the WHERE of a data change name single rows, or a bounded batch of them? */
export function touchesFewRows({ table, bound }: OperationOf<'update' | 'delete'>, here: Situation): boolean {
  if (isInLoop(here)) return false;
  switch (bound.kind) {
    case 'none': case 'condition': return false;
    case 'range': return true;
    case 'keys': return namesKey(table, bound.columns, here);
  }
}

/** Does an INSERT write what its text says, or what a query finds under single keys? Copies of tables are many rows. */
export function addsFewRows({ rows, sources }: OperationOf<'insert'>, here: Situation): boolean {
  if (isInLoop(here)) return false;
  return rows !== 'query' || sources.every((source) => source.kind === 'table' && isFew(source.table, source.columns, here));
}

/** Code that goes through rows one by one changes all of them before it ends. */
function isInLoop({ inside, statement }: Situation): boolean {
  return inside !== undefined && statement.repeats;
}

function isFew(table: ObjectName, columns: readonly string[], here: Situation): boolean {
  return (here.surelyNew(table) && !isCopy(table, here)) || namesKey(table, columns, here);
}

/** A new table that this script has filled from a query of others: it has as many rows as they have. */
export function isCopy({ name }: ObjectName, here: Situation): boolean {
  const filled = filledIn(here.script).get(name);
  return filled !== undefined && filled < here.at.index;
}

/** By name, the first statement of a script that fills the table from a query, or gives the name to such a table. */
const filledIn = perScript((facts): ReadonlyMap<string, number> => {
  const filled = new Map<string, number>();
  for (const { operation, at: { index } } of operationsIn(facts).of('create table', 'insert', 'rename table')) {
    const name = nameOfCopy(operation, filled);
    if (name !== undefined && !filled.has(name)) filled.set(name, index);
  }
  return filled;
});

function nameOfCopy(operation: OperationOf<'create table' | 'insert' | 'rename table'>, filled: ReadonlyMap<string, number>): string | undefined {
  switch (operation.kind) {
    case 'create table': return operation.fromQuery ? operation.table.name : undefined;
    case 'insert': return operation.sources.some((source) => source.kind === 'unknown' || source.columns.length === 0) ? operation.table.name : undefined;
    case 'rename table': return filled.has(operation.table.name) ? operation.to.name : undefined;
  }
}

function namesKey(table: ObjectName, compared: readonly string[], here: Situation): boolean {
  const relation = here.lastSeen(table);
  const indexes = relation && here.catalog.indexes(relation);
  const isKey = (key: readonly string[]) => key.length > 0 && key.every((column) => compared.includes(column));
  // A table made IF NOT EXISTS may have been another one, and hardly ever is.
  if (indexes && keysAmong(indexes.known ? indexes.value : indexes.last ?? []).some(isKey)) return true;
  return indexes?.known !== true && compared.some((column) => KEY_NAMES.has(column));
}

/** The column lists of the unique ones. */
function keysAmong(indexes: readonly Index[]): readonly (readonly string[])[] {
  return indexes
    .filter(({ unique, where }) => unique && where === undefined)
    .map(({ keys }) => keys.map(({ expression }) => (expression.shape === 'column' ? expression.columns[0] ?? '' : '')));
}
