import type { Relation } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { dropColumn } from './drops.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import { concerned, foundOf } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { fails } from './part.ts';
import { setType } from './set-type.ts';
import { below } from './tree.ts';
import { typeUsers } from './type-users.ts';

type Change = OperationOf<'add attribute' | 'drop attribute' | 'set attribute type' | 'rename attribute'>;

/** Tables of the type follow under CASCADE; without it, they stand in the way. */
export function changeAttribute({ type, cascade }: Pick<Change, 'type' | 'cascade'>, here: Here): readonly Part[] {
  const tables = tablesOf(type, here);
  return tables.length > 0 && !cascade ? [fails('2BP01')] : lockAll(here, tables.flatMap((table) => withChildren(table, here)));
}

export function dropAttribute({ attribute, ifExists, ...operation }: OperationOf<'drop attribute'>, here: Here): readonly Part[] {
  const dropped = tablesOf(operation.type, here).flatMap((table) =>
    dropColumn({ ...operation, kind: 'drop column', table: namedAs(table, attribute), column: attribute, ifExists }, here));
  return [...changeAttribute(operation, here), ...dropped];
}

/** Values of the type that are stored in columns cannot be changed. */
export function setAttributeType({ attribute, to, ...operation }: OperationOf<'set attribute type'>, here: Here): readonly Part[] {
  const stored = typeUsers(operation.type, ['is', 'holds', 'embeds'], here, ['table', 'matview']).some(({ certain }) => certain);
  if (stored) return [fails('0A000')];
  const changed = tablesOf(operation.type, here).flatMap((table) =>
    setType({ ...operation, kind: 'set type', table: namedAs(table, attribute), column: attribute, to }, here));
  return [...changeAttribute(operation, here), ...changed];
}

export function tablesOf(type: Named, { before, session }: Here): readonly Relation[] {
  const answer = before.userType(type, session);
  const known = answer.known ? answer.value : answer.last;
  return known ? before.tablesOf(known) : [];
}

function withChildren(table: Relation, here: Here): readonly Concerned[] {
  return [concerned(table, 'type user'), ...below(foundOf(table), 'descendants', here).map((one): Concerned => ({ ...one, role: 'type user' }))];
}

export function namedAs({ schema, name }: Relation, { span }: Named): Named {
  return { type: 'relation', schema, name, span };
}
