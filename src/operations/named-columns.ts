import type { Node } from '@pgsql/types';
import type { ObjectName } from '../sql/name.ts';
import { bodyOf, stringsOf, walk } from './tree.ts';

/**
 * The columns of a table that a condition names for sure: unqualified ones, and those behind the table's name, `new` or
 * `old`. What stands unqualified in a sub-select may be another table's.
 */
export function columnsNamed(node: Node | undefined, table: Pick<ObjectName, 'name'>): readonly string[] {
  const columns = new Set<string>();
  const note = ({ fields }: { readonly fields?: Node[] }, inside: boolean) => {
    const parts = stringsOf(fields);
    const [column] = parts.slice(-1);
    const [qualifier] = parts.slice(-2, -1);
    const own = qualifier === undefined ? !inside : [table.name, 'new', 'old'].includes(qualifier);
    if (own && column !== undefined && !bodyOf(fields?.at(-1), 'A_Star')) columns.add(column);
  };
  walk(node, {
    ColumnRef: (reference) => note(reference, false),
    SubLink: ({ testexpr, subselect }) => {
      walk(testexpr, { ColumnRef: (reference) => note(reference, false) });
      walk(subselect, { ColumnRef: (reference) => note(reference, true) });
      return false;
    },
  });
  return [...columns];
}
