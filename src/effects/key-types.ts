import type { ConstraintSpec, Operation, SqlType } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Moment } from './moment.ts';
import { find, lastKnown } from './moment.ts';
import type { Part } from './part.ts';
import { fails } from './part.ts';
import type { Stored } from './user-types.ts';
import { storedType } from './user-types.ts';

/** A column of a foreign key and the one it is compared with; `as`: its type as the writer has it. */
export interface KeyPair {
  readonly column: string;
  readonly is: Stored;
  readonly as: SqlType;
  readonly references: string;
  readonly key: Stored;
  readonly keyAs: SqlType;
}

/** The pairs whose types are both known. */
export function keyPairs(spec: ConstraintSpec, table: ObjectName, here: Moment): readonly KeyPair[] {
  const { references } = spec;
  if (spec.type !== 'foreign key' || !references) return [];
  const to = spec.referencedColumns.length > 0 ? spec.referencedColumns : primaryKeyOf(references, here);
  return spec.columns.flatMap((column, at) => {
    const other = to[at];
    const as = typeOf(table, column, here);
    const keyAs = other === undefined ? undefined : typeOf(references, other, here);
    return other !== undefined && as && keyAs ? [{ column, as, is: storedType(as, here), references: other, keyAs, key: storedType(keyAs, here) }] : [];
  });
}

/** Types that have no operator to compare them (42804). */
export function uncomparable(spec: ConstraintSpec, table: ObjectName, here: Moment): readonly Part[] {
  return keyPairs(spec, table, here).some(isUncomparable) ? [fails('42804')] : [];
}

export function isUncomparable({ is, key }: KeyPair): boolean {
  const [one, other] = [familyOf(is), familyOf(key)];
  return one !== undefined && other !== undefined && one !== other;
}

/** Types that cannot be compared with those of another family, and are not made into them unasked. */
const FAMILIES: Readonly<Record<string, string>> = {
  int2: 'number', int4: 'number', int8: 'number', numeric: 'number', float4: 'number', float8: 'number',
  text: 'text', varchar: 'text', bpchar: 'text',
  uuid: 'uuid', bool: 'bool', bytea: 'bytea', date: 'time', timestamp: 'time', timestamptz: 'time',
};

function familyOf({ type, is }: Stored): string | undefined {
  return is === 'own' && !type.array ? FAMILIES[type.name] : undefined;
}

/** Of a column that the statement itself makes, or one that is there. */
function typeOf(table: ObjectName, column: string, here: Moment): SqlType | undefined {
  const made = here.operations.flatMap((operation) => columnsMadeBy(operation, table)).find(({ name }) => name.name === column);
  if (made) return made.sqlType;
  const relation = find(table, here)?.relation;
  const answer = relation && here.before.column(relation, column);
  return answer?.known ? answer.value?.sqlType : undefined;
}

function columnsMadeBy(operation: Operation, table: ObjectName) {
  if (operation.kind === 'create table' && isNamed(operation.table, table)) return operation.columns;
  return operation.kind === 'add column' && isNamed(operation.table, table) ? [operation.column] : [];
}

function primaryKeyOf(table: ObjectName, here: Moment): readonly string[] {
  const made = here.operations.find((operation) => operation.kind === 'create table' && isNamed(operation.table, table));
  if (made?.kind === 'create table') {
    return [...made.columns.flatMap(({ constraints }) => constraints), ...made.constraints].find(({ type }) => type === 'primary key')?.columns ?? [];
  }
  const relation = find(table, here)?.relation;
  return relation ? lastKnown(here.before.constraints(relation)).find(({ type }) => type === 'primary key')?.columns ?? [] : [];
}

function isNamed(one: ObjectName, other: ObjectName): boolean {
  return one.name === other.name && one.schema === other.schema;
}
