import type { OperationOf, SqlType } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { isBuiltIn } from './builtin-types.ts';
import type { Draft } from './draft.ts';
import type { UserType } from './object.ts';
import type { Found, State } from './state.ts';
import { lookUp } from './state.ts';

export type TypeName = Pick<ObjectName, 'schema' | 'name'>;

export function findType(state: State, name: TypeName, searchPath: readonly string[]): Found<UserType> {
  if (isBuiltIn(name)) return { kind: 'absent' };
  return lookUp(state, name, searchPath, (key) => {
    const entry = state.types.get(key);
    return entry && { it: entry.type, at: entry.at };
  });
}

export function typeOf(draft: Draft, name: TypeName): UserType | undefined {
  const found = findType(draft.state, name, draft.searchPath);
  return found.kind === 'found' ? found.it : undefined;
}

/** The type that a table is of, by its present name. */
export function rowType(draft: Draft, name: TypeName | undefined): Pick<UserType, 'schema' | 'name'> | undefined {
  const held = name && typeOf(draft, name);
  return held && { schema: held.schema, name: held.name };
}

export function createType(draft: Draft, name: TypeName, facts: Pick<UserType, 'type'> & Partial<UserType>): void {
  const schema = draft.schemaFor(name);
  draft.knowSchema(schema);
  draft.setType(schema, name.name, { schema, name: name.name, labels: [], constraints: [], attributes: [], born: draft.by, ...facts });
}

/** Changes a type that is known; what the history never saw made stays unknown. */
export function changeType(draft: Draft, name: TypeName, change: (type: UserType) => Partial<UserType>): void {
  const held = typeOf(draft, name);
  if (held) draft.setType(held.schema, held.name, { ...held, ...change(held) });
}

export function addLabel(draft: Draft, { type, label, beside, ifNotExists }: OperationOf<'add enum value'>): void {
  changeType(draft, type, ({ labels }) => {
    if (ifNotExists && labels.includes(label)) return {};
    const at = beside ? labels.indexOf(beside.label) : -1;
    return { labels: at < 0 ? [...labels, label] : labels.toSpliced(beside?.side === 'after' ? at + 1 : at, 0, label) };
  });
}

export function renameLabel(draft: Draft, { type, from, to }: OperationOf<'rename enum value'>): void {
  changeType(draft, type, ({ labels }) => ({ labels: labels.map((label) => (label === from ? to : label)) }));
}

/** Gives a type another name or schema; columns, domains and attributes of the type follow. */
export function moveType(draft: Draft, type: TypeName, to: { readonly schema?: string; readonly name?: string }): void {
  const held = typeOf(draft, type);
  const schema = held?.schema ?? draft.schemaFor(type);
  draft.setType(schema, type.name, undefined);
  if (!held) return;
  const moved = { ...held, ...to };
  draft.setType(moved.schema, moved.name, moved);
  draft.knowSchema(moved.schema);
  replaceUses(draft, held, to);
}

/** Is a type, or the element of an array, this one? Without a schema the search_path has decided. */
export function isOfType(sqlType: Pick<SqlType, 'schema' | 'name'>, { schema, name }: TypeName): boolean {
  return sqlType.name === name && (schema === undefined || sqlType.schema === undefined || sqlType.schema === schema);
}

/** Where columns are of a type or of an array of it. */
export function columnsOfType(draft: Draft, type: TypeName): readonly { readonly id: string; readonly column: string }[] {
  return draft.state.records.values().flatMap(({ relation, columns }) => columns
    .filter(({ column: { sqlType } }) => isOfType(sqlType, type))
    .map(({ column }) => ({ id: relation.id, column: column.name })));
}

function replaceUses(draft: Draft, type: UserType, to: Partial<TypeName>): void {
  const changed = (sqlType: SqlType) => (isOfType(sqlType, type) ? { ...sqlType, ...to } : sqlType);
  for (const { id, column } of columnsOfType(draft, type)) {
    draft.update(id, ({ columns }) => ({
      columns: columns.map((held) => (held.column.name === column ? { ...held, column: { ...held.column, sqlType: changed(held.column.sqlType) } } : held)),
    }));
  }
  for (const { relation, of } of draft.state.records.values()) {
    if (of?.schema === type.schema && of.name === type.name) draft.update(relation.id, () => ({ of: { ...of, ...to } }));
  }
  for (const { type: other } of draft.state.types.values()) {
    if (!other || !partsOf(other).some((part) => isOfType(part, type))) continue;
    draft.setType(other.schema, other.name, {
      ...other, base: other.base && changed(other.base), attributes: other.attributes.map((attribute) => ({ ...attribute, sqlType: changed(attribute.sqlType) })),
    });
  }
}

/** The types that a type is made of. */
export function partsOf({ base, attributes }: UserType): readonly SqlType[] {
  return [...(base ? [base] : []), ...attributes.map(({ sqlType }) => sqlType)];
}
