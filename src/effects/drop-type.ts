import { isOfType, partsOf } from '../catalog/types.ts';
import type { OperationOf } from '../operations/operation.ts';
import { namedAs, tablesOf } from './composites.ts';
import { dropTable } from './drops.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Part } from './part.ts';
import { fails } from './part.ts';
import { typeUsers } from './type-users.ts';

/**
 * With CASCADE columns of the type are lost, and tables of it; a composite type loses the attribute and stays, and so do
 * columns of that.
 */
export function dropType({ kind, type, ifExists, cascade, ...operation }: OperationOf<'drop type'>, here: Here): readonly Part[] {
  const users = typeUsers(type, ['is', 'holds'], here, ['table', 'partitioned', 'matview', 'view']);
  const tables = tablesOf(type, here);
  if (!cascade) return tables.length > 0 || isUsed(type, here) || users.some(({ certain }) => certain) ? [fails('2BP01')] : [];
  return [
    ...lockAll(here, users),
    ...lockAll(here, tables.map((relation) => ({ on: { kind: 'relation', relation }, role: 'type user', certain: true }))),
    ...tables.flatMap((table) => dropTable({ ...operation, kind: 'drop table', table: namedAs(table, type), ifExists, cascade }, here)),
  ];
}

function isUsed(type: OperationOf<'drop type'>['type'], { before, operations, session }: Here): boolean {
  const droppedToo = (name: string) => operations.some((operation) => operation.kind === 'drop type' && operation.type.name === name);
  return before.userType(type, session).known && before.userTypes().some((user) => partsOf(user).some((part) => isOfType(part, type)) && !droppedToo(user.name));
}
