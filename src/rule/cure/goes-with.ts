import type { Known } from '../../catalog/doubt.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Situation } from '../situation.ts';

/** What the drop of a column takes with it, as far as the history tells: `index a`, `constraint b`. */
export function goesWith(table: ObjectName, column: string, here: Situation): readonly string[] {
  const relation = here.lastSeen(table);
  if (!relation) return [];
  const constraints = listed(here.catalog.constraints(relation)).filter(({ type, columns, check }) =>
    type !== 'not null' && (columns.includes(column) || check?.columns.includes(column)));
  const backing = new Set(constraints.map(({ index }) => index));
  const indexes = listed(here.catalog.indexes(relation)).filter(({ keys, include, where, relation: { id } }) =>
    !backing.has(id) && ([...keys.map(({ expression }) => expression), ...(where ? [where] : [])].some(({ columns }) => columns.includes(column)) || include.includes(column)));
  return [
    ...indexes.map(({ relation: { name } }) => `index ${name}`),
    ...constraints.map(({ name }) => `constraint ${name}`),
  ];
}

/** Part of the primary key, or referenced by a foreign key: it does not move alone. */
export function isKeyColumn(table: ObjectName, column: string, here: Situation): boolean {
  const relation = here.lastSeen(table);
  if (!relation) return false;
  return listed(here.catalog.constraints(relation)).some(({ type, columns }) => type === 'primary key' && columns.includes(column))
    || listed(here.catalog.referencedBy(relation)).some(({ referencedColumns }) => referencedColumns.includes(column));
}

function listed<T>(answer: Known<readonly T[]>): readonly T[] {
  return answer.known ? answer.value : answer.last ?? [];
}
