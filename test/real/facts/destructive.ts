import type { OperationOf } from '../../../src/operations/operation.ts';
import type { Reported } from '../../../src/rule/finding.ts';
import type { ObjectName } from '../../../src/sql/name.ts';
import type { Judge } from '../facts-of-rules.ts';
import type { Seen } from '../seen.ts';
import type { Verdict } from '../verdict.ts';
import { right, unjudged, wrong } from '../verdict.ts';
import { missing, ofStatement, operationsOf, relationOf, stood } from './of-statement.ts';

/** What was there is gone, or has another name. */
export const destructive: Readonly<Record<string, Judge>> = {
  'drop-column': ofStatement((finding, seen) => gone(finding, seen, 'drop column')),
  'drop-and-add-same-column': ofStatement((finding, seen) => gone(finding, seen, 'drop column')),
  'rename-column': ofStatement((finding, seen) => gone(finding, seen, 'rename column')),
  'drop-table': ofStatement((finding, seen) => away(finding, seen, 'drop table')),
  'rename-table': ofStatement((finding, seen) => away(finding, seen, 'rename table')),
  'truncate': ofStatement((_finding, seen) => {
    const tables = operationsOf(seen, 'truncate').flatMap(({ table }) => relationOf(table, seen) ?? []);
    if (tables.some((table) => stood(table, seen))) return right('it stood before');
    return tables.length > 0 ? wrong('born in the script') : missing(seen);
  }),
  'drop-cascade': ofStatement((_finding, seen) => {
    if (seen.fate !== 'ran') return missing(seen);
    const notice = seen.observation?.notices.find((said) => said.startsWith('drop cascades to'));
    return notice === undefined ? wrong('nothing went with it') : right(notice);
  }),
  'drop-schema-or-database': ofStatement((_finding, seen) => {
    if (seen.fate !== 'ran') return missing(seen);
    return (seen.observation?.storage.dropped.length ?? 0) > 0 ? right('relations are gone') : unjudged('nothing was in it');
  }),
  'rename-enum-value': ofStatement((_finding, seen, { script }) => {
    if (seen.fate !== 'ran') return missing(seen);
    const born = script?.seen.some((other) => operationsOf(other, 'create enum').some(({ type }) => operationsOf(seen, 'rename enum value').some((one) => one.type.name === type.name)));
    return born ? wrong('the type is born in the script') : right('the label is gone');
  }),
};

/** A column that stood before the script and is no more under that name; one may have come in its place. */
function gone({ message }: Reported, seen: Seen, kind: 'drop column' | 'rename column'): Verdict {
  if (seen.fate !== 'ran') return missing(seen);
  const meant: readonly (OperationOf<'drop column'> | OperationOf<'rename column'>)[] = operationsOf(seen, kind);
  const told = meant.filter(({ column }) => message.includes(column.name)).map(({ table, column: { name } }) => goneOne(table, name, message, seen));
  return told.find(({ is }) => is === 'right') ?? told[0] ?? unjudged('done by code');
}

function goneOne(table: ObjectName, name: string, message: string, seen: Seen): Verdict {
  const relation = relationOf(table, seen);
  if (!relation) return wrong('there was no such table');
  const then = seen.scene.columns.get(relation.oid);
  const known = [name, ...(then?.keys() ?? [])].find((column) => then?.has(column) && message.includes(`.${column}`));
  if (known === undefined) return wrong('the column was not there before the script');
  const comesAgain = operationsOf(seen, 'add column').some((other) => other.column.name.name === name);
  return seen.columnsAfter.get(relation.oid)?.has(name) && !comesAgain ? wrong('the column is there still') : right('a column that stood is gone');
}

/** A table that stood before the script and is no more under that name. */
function away({ message }: Reported, seen: Seen, kind: 'drop table' | 'rename table'): Verdict {
  if (seen.fate !== 'ran') return missing(seen);
  const tables = operationsOf(seen, kind).map(({ table }) => table).filter(({ name }) => message.includes(name));
  const told = tables.map((table): Verdict => {
    const relation = relationOf(table, seen);
    if (!relation) return wrong('there was no such table');
    return stood(relation, seen) ? right('a table that stood is gone') : wrong('born in the script');
  });
  return told.find(({ is }) => is === 'right') ?? told[0] ?? unjudged('done by code');
}
