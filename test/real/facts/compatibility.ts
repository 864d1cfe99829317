import type { OperationOf } from '../../../src/operations/operation.ts';
import type { Judge } from '../facts-of-rules.ts';
import type { ColumnSeen, Seen } from '../seen.ts';
import type { Story, Verdict } from '../verdict.ts';
import { right, unjudged, wrong } from '../verdict.ts';
import { missing, ofStatement, operationsOf, relationOf } from './of-statement.ts';

type OnColumn = OperationOf<'add column' | 'set default' | 'drop default' | 'drop not null' | 'set not null'>;

/** What running releases meet when the script has run: columns before it, beside those after it. */
export const compatibility: Readonly<Record<string, Judge>> = {
  'required-column-breaks-inserts': ofStatement(({ message }, seen, story) => {
    const column = /they do not know (.+?), which/.exec(message)?.[1] ?? '';
    const told = [...operationsOf(seen, 'add column'), ...operationsOf(seen, 'set not null'), ...operationsOf(seen, 'drop default')];
    return beside(told, seen, story, (before, after) => {
      if (!isRequired(after)) return wrong('it is not required');
      return isRequired(before) ? wrong('it was required before') : right('it is required, and was not');
    }, column);
  }),
  'change-default': ofStatement(({ message }, seen, story) => beside(
    [...operationsOf(seen, 'set default'), ...operationsOf(seen, 'drop default')].filter(({ column }) => message.includes(column.name)), seen, story, (before, after) => {
      if (!before || !after) return wrong('the column did not stand before');
      return before.fallback === after.fallback ? wrong(`the default is still ${after.fallback ?? 'none'}`) : right(`${before.fallback ?? 'none'} became ${after.fallback ?? 'none'}`);
    })),
  'drop-not-null': ofStatement(({ message }, seen, story) => beside(
    operationsOf(seen, 'drop not null').filter(({ column }) => message.includes(column.name)), seen, story, (before, after) => {
      if (!before) return wrong('the column did not stand before');
      return before.notNull && after?.notNull === false ? right('it may be NULL, and was not') : wrong('NULL was allowed before, or is not now');
    })),
  'json-column': ofStatement((_finding, seen, story) => beside(operationsOf(seen, 'add column'), seen, story, (_before, after) =>
    (after?.type === 'json' ? right('json') : wrong(after?.type ?? 'no such column')))),
};

function isRequired(column: ColumnSeen | undefined): boolean {
  return column !== undefined && column.notNull && column.fallback === null;
}

/** The column of the first operation, or the one called so, before and after the script. */
function beside(
  operations: readonly OnColumn[], seen: Seen, { script }: Story, judge: (before: ColumnSeen | undefined, after: ColumnSeen | undefined) => Verdict, called?: string,
): Verdict {
  if (seen.fate !== 'ran') return missing(seen);
  const told = operations.map((operation): { readonly table: OnColumn['table']; readonly name: string } => (
    operation.kind === 'add column' ? { table: operation.table, name: operation.column.name.name } : { table: operation.table, name: operation.column.name }));
  const verdicts = told.filter(({ name }) => called === undefined || name === called).map(({ table, name }): Verdict => {
    const relation = relationOf(table, seen);
    if (!relation) return unjudged('the server has no such table');
    if (!seen.scene.columns.has(relation.oid)) return wrong('the table is born in the script');
    if (!script?.after.has(relation.oid)) return unjudged('the table is gone when the script has run');
    return judge(seen.scene.columns.get(relation.oid)?.get(name), script.after.get(relation.oid)?.get(name));
  });
  return verdicts.find(({ is }) => is === 'right') ?? verdicts[0] ?? unjudged('done by code');
}
