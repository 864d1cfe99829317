import type { ConstraintSpec } from '../operations/operation.ts';
import { changeColumn, columnExpression } from './columns.ts';
import type { Draft } from './draft.ts';
import { termsOf } from './held-constraint.ts';
import { addIndex, indexesOf } from './indexes.ts';
import { link } from './link.ts';
import { freeConstraintName, joinedColumns } from './made-name.ts';
import type { Constraint } from './object.ts';
import type { ConstraintRecord, RelationRecord } from './record.ts';
import { renameRelation } from './relations.ts';

/** One constraint, here and in the partitions or children that get it too. */
export function addConstraint(draft: Draft, id: string, spec: ConstraintSpec, inherited = false): void {
  const table = draft.record(id);
  if (!table || isTaken(draft, table, spec)) return;
  switch (spec.type) {
    case 'check': return addCheck(draft, table, spec, inherited);
    case 'not null': return addNotNull(draft, table, spec, inherited);
    case 'foreign key': return addForeignKey(draft, table, spec, inherited);
    case 'unique': case 'primary key': case 'exclude': return addKey(draft, table, spec, undefined);
  }
}

/** The constraints of a new table or column, in the order in which PostgreSQL makes (and names) them. */
export function addConstraints(draft: Draft, id: string, specs: readonly ConstraintSpec[]): void {
  const checks = specs.filter(({ type }) => type === 'not null' || type === 'check');
  const primary = specs.filter(({ type }) => type === 'primary key');
  const keys = specs.filter(({ type }) => type === 'unique' || type === 'exclude');
  const foreign = specs.filter(({ type }) => type === 'foreign key');
  for (const spec of [...checks, ...withoutEqualKeys([...primary, ...keys]), ...foreign]) addConstraint(draft, id, spec);
}

/** UNIQUE beside a PRIMARY KEY over the same columns is the same index, and PostgreSQL makes one. */
function withoutEqualKeys(keys: readonly ConstraintSpec[]): readonly ConstraintSpec[] {
  return keys.filter((key, index) => key.type === 'exclude'
    || !keys.slice(0, index).some((earlier) => earlier.type !== 'exclude' && earlier.columns.join('\0') === key.columns.join('\0')));
}

/** A key needs its name for an index as well, unless it takes over one that is there. */
function isTaken(draft: Draft, { relation, constraints }: RelationRecord, { type, name, usingIndex }: ConstraintSpec): boolean {
  if (!name) return false;
  const isKey = type === 'unique' || type === 'primary key' || type === 'exclude';
  return constraints.some(({ constraint, inherited }) => constraint.name === name.name && !inherited)
    || (isKey && !usingIndex && draft.named(relation.schema, name.name) !== undefined);
}

function put(draft: Draft, id: string, constraint: Omit<Constraint, 'table' | 'born'>, inherited: boolean, restsOn?: string): void {
  const made: ConstraintRecord = { constraint: { ...constraint, table: id, born: draft.by }, at: draft.now, inherited, restsOn };
  draft.update(id, (record) => ({
    constraints: [...record.constraints.filter((old) => old.constraint.name !== constraint.name), made],
    doubts: record.doubts.filter((doubt) => doubt.part !== 'constraints' || doubt.name !== constraint.name),
    gone: record.gone.filter((gone) => gone.part !== 'constraints' || gone.name !== constraint.name),
  }));
  const schema = draft.record(id)?.relation.schema ?? '';
  draft.nameConstraint(schema, constraint.name, id, true);
}

function base({ type, columns, validated, enforced, check, ...spec }: ConstraintSpec): Omit<Constraint, 'name' | 'table' | 'born'> {
  return { type, columns, validated: validated && enforced, enforced, check, referencedColumns: [], ...termsOf(spec) };
}

function addCheck(draft: Draft, table: RelationRecord, spec: ConstraintSpec, inherited: boolean): void {
  const columns = spec.check?.columns ?? spec.columns;
  const only = columns.length === 1 ? columns[0] : undefined;
  const { schema, name: tableName, id } = table.relation;
  const name = spec.name?.name ?? freeConstraintName(draft, schema, tableName, only, 'check');
  put(draft, id, { ...base(spec), name, columns }, inherited);
  inChildren(draft, table, { ...spec, name: { type: 'constraint', name, span: spec.span } });
}

/** A named or unproven NOT NULL (PostgreSQL 18); it is the column's own fact as well. */
function addNotNull(draft: Draft, table: RelationRecord, spec: ConstraintSpec, inherited: boolean): void {
  const [column] = spec.columns;
  if (column === undefined) return;
  const { schema, name: tableName, id } = table.relation;
  const name = spec.name?.name ?? freeConstraintName(draft, schema, tableName, column, 'not_null');
  put(draft, id, { ...base(spec), name }, inherited);
  changeColumn(draft, id, column, 'notNull', ({ notNull }) => ({ notNull: spec.validated || notNull === 'yes' ? 'yes' : 'not valid' }));
  inChildren(draft, table, { ...spec, name: { type: 'constraint', name, span: spec.span } });
}

function inChildren(draft: Draft, table: RelationRecord, spec: ConstraintSpec): void {
  if (spec.noInherit) return;
  for (const child of table.children) addConstraint(draft, child, spec, true);
}

function addForeignKey(draft: Draft, table: RelationRecord, spec: ConstraintSpec, inherited: boolean): void {
  const { schema, name: tableName, id } = table.relation;
  const referenced = spec.references && draft.touch(spec.references);
  const name = spec.name?.name ?? freeConstraintName(draft, schema, tableName, joinedColumns(spec.columns), 'fkey');
  const referencedColumns = spec.referencedColumns.length > 0 ? spec.referencedColumns : referenced ? primaryKeyOf(draft, referenced) : [];
  put(draft, id, { ...base(spec), name, references: referenced?.relation.id, referencedColumns }, inherited, referenced && uniqueIndex(draft, referenced, referencedColumns));
  if (referenced) link(draft, referenced.relation.id, 'referencing', id);
  if (table.relation.type === 'partitioned') inChildren(draft, table, { ...spec, name: { type: 'constraint', name, span: spec.span } });
}

function primaryKeyOf(draft: Draft, { relation }: RelationRecord): readonly string[] {
  return draft.record(relation.id)?.constraints.find(({ constraint }) => constraint.type === 'primary key')?.constraint.columns ?? [];
}

/** The first unique index over exactly these columns: PostgreSQL takes one that no constraint stands on as well. */
function uniqueIndex(draft: Draft, { relation }: RelationRecord, columns: readonly string[]): string | undefined {
  const wanted = columns.toSorted().join('\0');
  const table = draft.record(relation.id);
  return table && indexesOf(draft, table).find(({ index }) => index?.unique && !index.where
    && index.keys.map(({ expression }) => (expression.shape === 'column' ? expression.columns[0] : '')).toSorted().join('\0') === wanted)?.relation.id;
}

/** ALTER TABLE ONLY: the partitions' parts are attached one by one, and the index is valid with the last. Foreign keys and checks go down all the same. */
export function addConstraintAlone(draft: Draft, id: string, spec: ConstraintSpec): void {
  const table = draft.record(id);
  const isKey = spec.type === 'unique' || spec.type === 'primary key' || spec.type === 'exclude';
  if (!table || !isKey || table.relation.type !== 'partitioned' || table.children.length === 0) return addConstraint(draft, id, spec);
  const index = isTaken(draft, table, spec) ? undefined : addOwnKey(draft, table, spec, undefined)?.index;
  const record = draft.record(index);
  if (record?.index) draft.put({ ...record, index: { ...record.index, valid: false } });
}

/** A key, and what the partitions have of it. */
function addKey(draft: Draft, table: RelationRecord, spec: ConstraintSpec, parent: string | undefined): void {
  const key = addOwnKey(draft, table, spec, parent);
  if (!key || table.relation.type !== 'partitioned') return;
  for (const child of table.children) addKeyPart(draft, child, { ...spec, columns: key.columns, name: undefined, usingIndex: undefined }, key.index);
}

/** A key and its index, built now or handed over by USING INDEX, which then takes the constraint's name. */
function addOwnKey(
  draft: Draft, table: RelationRecord, spec: ConstraintSpec, parent: string | undefined,
): { readonly index: string; readonly columns: readonly string[] } | undefined {
  const { id } = table.relation;
  const index = spec.usingIndex ? draft.touch(spec.usingIndex, 'index') : newIndex(draft, table, spec, parent);
  if (!index) return undefined;
  const name = spec.name?.name ?? index.relation.name;
  if (index.relation.name !== name) renameRelation(draft, index, name);
  const columns = spec.usingIndex ? index.index?.keys.flatMap(({ expression }) => expression.columns) ?? [] : spec.columns;
  if (!index.index) adopt(draft, index, id);

  put(draft, id, { ...base(spec), columns, name, index: index.relation.id }, parent !== undefined);
  if (spec.type === 'primary key') {
    for (const column of columns) changeColumn(draft, id, column, 'notNull', () => ({ notNull: 'yes' }));
  }
  return { index: index.relation.id, columns };
}

/** An index that the history never built, of which only the use is known now. */
function adopt(draft: Draft, index: RelationRecord, table: string): void {
  draft.update(index.relation.id, () => ({ index: { table, unique: true, method: 'btree', keys: [], include: [], valid: true } }));
  link(draft, table, 'indexes', index.relation.id);
}

function newIndex(draft: Draft, table: RelationRecord, spec: ConstraintSpec, parent: string | undefined): RelationRecord {
  const isExclusion = spec.type === 'exclude';
  const keys = spec.columns.map((column) => ({ expression: columnExpression(column) }));
  const use = spec.type === 'primary key' ? 'pkey' : isExclusion ? 'excl' : 'key';
  const index = { ...(spec.nullsNotDistinct && { nullsNotDistinct: true as const }), unique: !isExclusion, method: isExclusion || spec.overTime ? 'gist' : 'btree', keys, include: spec.include, valid: true, parent };
  return addIndex(draft, table, index, spec.name?.name, use);
}

/** A partition's part of a key: its own equal key, or a new one. */
export function addKeyPart(draft: Draft, partition: string, spec: ConstraintSpec, parent: string): void {
  const table = draft.record(partition);
  if (!table) return;
  const equal = table.constraints.find(({ constraint }) =>
    constraint.type === spec.type && constraint.columns.join('\0') === spec.columns.join('\0'));
  const index = equal && draft.record(equal.constraint.index);
  if (index?.index) draft.put({ ...index, index: { ...index.index, parent } });
  else addKey(draft, table, spec, parent);
}
