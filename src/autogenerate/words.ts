import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import { madeName } from '../catalog/made-name.ts';
import type { Column, Constraint, Index, Relation } from '../catalog/object.ts';
import type { IndexKey, SqlType } from '../operations/operation.ts';
import { quoteName } from '../sql/quote.ts';
import { nameOf } from './sides.ts';

/** A type as a column is given it; of `serial` the integer that it is. */
export function typeSql({ serial, name, text, collation }: SqlType): string {
  const plain = serial ? INTEGERS[name] ?? name : text.replace(/^public\./, '');
  return `${plain}${collationSql(collation)}`;
}

const INTEGERS: Readonly<Record<string, string>> = { int2: 'smallint', int4: 'integer', int8: 'bigint' };
const SERIALS: Readonly<Record<string, string>> = { int2: 'smallserial', int4: 'serial', int8: 'bigserial' };

function collationSql(collation: string | undefined): string {
  return collation === undefined ? '' : ` COLLATE ${collation.split('.').map(quoteName).join('.')}`;
}

/** A column as CREATE TABLE and ADD COLUMN have it. */
export function columnSql(column: Column, relation: Relation, catalog: Catalog): string {
  const { name, sqlType, fallback, generated, notNull } = column;
  const required = notNull === 'yes' ? ' NOT NULL' : '';
  if (isSerial(column, relation, catalog)) return `${quoteName(name)} ${SERIALS[sqlType.name] ?? ''}${required === '' ? ' NULL' : ''}`;
  const value = column.identity ? ` ${identitySql(column, relation, catalog)}` : generated ? ` GENERATED ALWAYS AS (${generated.as.text})${generated.stored ? ' STORED' : ' VIRTUAL'}`
    : fallback && fallback.shape !== 'null' ? ` DEFAULT ${fallback.text}` : '';
  return `${quoteName(name)} ${typeSql(sqlType)}${value}${column.identity ? '' : required}`;
}

export function identitySql({ name, identityAlways }: Column, relation: Relation, catalog: Catalog): string {
  const sequence = sequenceOf(relation, name, catalog);
  const named = !sequence || isUsual(sequence, relation, name) ? '' : ` (SEQUENCE NAME ${nameOf(sequence)})`;
  return `GENERATED ${identityAlways ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${named}`;
}

export function sequenceOf(relation: Relation, column: string, catalog: Catalog): Relation | undefined {
  return lastKnown(catalog.sequencesOf(relation)).find((owned) => owned.column === column)?.sequence;
}

/** The name that PostgreSQL makes up for the sequence of a column. */
function isUsual(sequence: Relation, { schema, name }: Relation, column: string): boolean {
  return sequence.schema === schema && sequence.name === madeName(name, column, 'seq');
}

/** An integer whose default is the sequence that `serial` would have made. */
export function isSerial({ name, sqlType, fallback, identity }: Column, relation: Relation, catalog: Catalog): boolean {
  const sequence = identity ? undefined : sequenceOf(relation, name, catalog);
  return sequence !== undefined && !sqlType.array && sqlType.name in SERIALS && isUsual(sequence, relation, name)
    && fallback?.calls.join() === 'nextval' && fallback.sequences.some((one) => one.name === sequence.name);
}

/** The sequence that numbers a column and is its own: of an identity column, or the one in its default. */
export function numbering({ name, identity, fallback }: Column, relation: Relation, catalog: Catalog): Relation | undefined {
  const sequence = sequenceOf(relation, name, catalog);
  return sequence && (identity || fallback?.sequences.some((one) => one.name === sequence.name)) ? sequence : undefined;
}

/** A constraint behind its name. */
export function constraintSql(constraint: Constraint, catalog: Catalog): string {
  const { type, columns, check, excludes, noInherit, nullsNotDistinct, overTime, deferrable, enforced, matchFull, onDelete, onUpdate } = constraint;
  const listed = (names: readonly string[], last: string) => `(${names.map((name, at) => (overTime && at === names.length - 1 ? last.replace('?', quoteName(name)) : quoteName(name))).join(', ')})`;
  const included = includedBy(constraint, catalog);
  const include = included.length > 0 ? ` INCLUDE (${included.map(quoteName).join(', ')})` : '';
  const deferral = deferrable ? ` DEFERRABLE${deferrable === 'initially deferred' ? ' INITIALLY DEFERRED' : ''}` : '';
  const force = enforced ? '' : ' NOT ENFORCED';
  switch (type) {
    case 'check': return `CHECK (${check?.text ?? ''})${noInherit ? ' NO INHERIT' : ''}${force}`;
    case 'not null': return `NOT NULL ${columns.map(quoteName).join(', ')}${noInherit ? ' NO INHERIT' : ''}`;
    case 'exclude': return `EXCLUDE ${excludes ?? ''}${deferral}`;
    case 'primary key': return `PRIMARY KEY ${listed(columns, '? WITHOUT OVERLAPS')}${include}${deferral}`;
    case 'unique': return `UNIQUE ${nullsNotDistinct ? 'NULLS NOT DISTINCT ' : ''}${listed(columns, '? WITHOUT OVERLAPS')}${include}${deferral}`;
    case 'foreign key': {
      const referenced = constraint.references === undefined ? undefined : catalog.byId(constraint.references);
      const to = referenced ? `${nameOf(referenced)} ${listed(constraint.referencedColumns, 'PERIOD ?')}` : '';
      const actions = [[' ON DELETE ', onDelete], [' ON UPDATE ', onUpdate]] as const;
      return `FOREIGN KEY ${listed(columns, 'PERIOD ?')} REFERENCES ${to}${matchFull ? ' MATCH FULL' : ''}`
        + actions.map(([words, action]) => (action === undefined || action === 'no action' ? '' : words + action.toUpperCase())).join('') + deferral + force;
    }
  }
}

/** What the index of a key carries beside its columns. */
export function includedBy({ table, index }: Constraint, catalog: Catalog): readonly string[] {
  const relation = index === undefined ? undefined : catalog.byId(table);
  return relation ? lastKnown(catalog.indexes(relation)).find((one) => one.relation.id === index)?.include ?? [] : [];
}

/** CREATE INDEX of an index, under this name; without its parts where they are not all there. */
export function indexSql({ unique, method, keys, include, where, nullsNotDistinct, valid }: Index, table: Relation, name: string): string {
  const only = table.type === 'partitioned' && !valid ? 'ONLY ' : '';
  return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quoteName(name)} ON ${only}${nameOf(table)}${method === 'btree' ? '' : ` USING ${quoteName(method)}`} (${keys.map(keySql).join(', ')})`
    + (include.length > 0 ? ` INCLUDE (${include.map(quoteName).join(', ')})` : '') + (nullsNotDistinct ? ' NULLS NOT DISTINCT' : '') + (where ? ` WHERE ${where.text}` : '');
}

function keySql({ expression, collation, operatorClass, order }: IndexKey): string {
  const { shape, columns: [column = ''], text } = expression;
  const key = shape === 'column' ? quoteName(column) : /^[\w.]+\([^()]*\)$/.test(text) ? text : `(${text})`;
  return `${key}${collationSql(collation)}${operatorClass === undefined ? '' : ` ${operatorClass}`}${order === undefined ? '' : ` ${order.toUpperCase()}`}`;
}
