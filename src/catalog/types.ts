import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { isBuiltIn } from './builtin-types.ts';
import { dropColumn } from './drop.ts';
import type { Draft } from './draft.ts';
import type { UserType } from './object.ts';
import type { Found, State } from './state.ts';
import { lookUp } from './state.ts';

type Name = Pick<ObjectName, 'schema' | 'name'>;

export function findType(state: State, name: Name, searchPath: readonly string[]): Found<UserType> {
  if (isBuiltIn(name)) return { kind: 'absent' };
  return lookUp(state, name, searchPath, (key) => {
    const entry = state.types.get(key);
    return entry && { it: entry.type, at: entry.at };
  });
}

export function createType(draft: Draft, name: Name, facts: Pick<UserType, 'type'> & Partial<UserType>): void {
  const schema = draft.schemaFor(name);
  draft.knowSchema(schema);
  draft.setType(schema, name.name, { schema, name: name.name, labels: [], constrained: false, born: draft.by, ...facts });
}

export function addLabel(draft: Draft, { type, label, ifNotExists }: OperationOf<'add enum value'>): void {
  const held = typeOf(draft, type);
  if (!held || (ifNotExists && held.labels.includes(label))) return;
  draft.setType(held.schema, held.name, { ...held, labels: [...held.labels, label] });
}

export function renameLabel(draft: Draft, { type, from, to }: OperationOf<'rename enum value'>): void {
  const held = typeOf(draft, type);
  if (held) draft.setType(held.schema, held.name, { ...held, labels: held.labels.map((label) => (label === from ? to : label)) });
}

/** Columns of the type follow its name. */
export function renameType(draft: Draft, { type, to }: OperationOf<'rename type'>): void {
  const held = typeOf(draft, type);
  const schema = held?.schema ?? draft.schemaFor(type);
  draft.setType(schema, type.name, undefined);
  if (!held) return;
  draft.setType(schema, to.name, { ...held, name: to.name });
  for (const { id, column } of columnsOfType(draft, type)) {
    draft.update(id, ({ columns }) => ({
      columns: columns.map((record) => (record.column.name === column
        ? { ...record, column: { ...record.column, sqlType: { ...record.column.sqlType, name: to.name } } }
        : record)),
    }));
  }
}

/** CASCADE takes the columns of the type with it. */
export function dropType(draft: Draft, { type, cascade }: OperationOf<'drop type'>): void {
  const held = typeOf(draft, type);
  draft.setType(held?.schema ?? draft.schemaFor(type), type.name, undefined);
  if (!cascade) return;
  for (const { id, column } of columnsOfType(draft, type)) dropColumn(draft, id, column, true);
}

function typeOf(draft: Draft, name: Name): UserType | undefined {
  const found = findType(draft.state, name, draft.searchPath);
  return found.kind === 'found' ? found.it : undefined;
}

function columnsOfType(draft: Draft, { schema, name }: Name): readonly { readonly id: string; readonly column: string }[] {
  return draft.state.records.values().flatMap(({ relation, columns }) => columns
    .filter(({ column: { sqlType } }) => sqlType.name === name && (schema === undefined || sqlType.schema === undefined || sqlType.schema === schema))
    .map(({ column }) => ({ id: relation.id, column: column.name })));
}
