import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import type { Given } from '../arguments.ts';
import { stringOf } from '../string-of.ts';
import type { StringValue } from '../value.ts';
import { NotRead } from '../value.ts';
import { constraintName, cut, quotedText } from './identifier.ts';
import { phrase } from './sql.ts';

/** A table as an operation names it. */
export interface TableName { readonly schema: StringValue | undefined; readonly name: StringValue }

type Kind = 'ix' | 'uq' | 'ck' | 'fk' | 'pk';

/** The project's `naming_convention`: a template by kind. https://alembic.sqlalchemy.org/en/latest/naming.html */
export type Naming = Readonly<Partial<Record<Kind, string>>>;

/** What SQLAlchemy does without a word from the project. */
export const DEFAULT_NAMING: Naming = { ix: 'ix_%(column_0_label)s' };

/** The table that a constraint or an index belongs to, and how the project names such things. */
export interface Owner { readonly table: TableName; readonly naming: Naming }

/** What a template may ask of a constraint. */
export interface Facts { readonly columns: readonly string[]; readonly referred?: { readonly table: string; readonly columns?: readonly string[] } }

/**
 * The name of a constraint or an index: the one that was given, or the convention's. A template with the constraint's
 * own name in it is put around the given one. `undefined`: it has none, and the server will give it one.
 */
export function nameOf(kind: Kind, given: Given | undefined, owner: Owner, facts: Facts, place: Place): MappedText | undefined {
  const template = owner.naming[kind];
  const name = given && stringOf(given.value);
  if (template === undefined || name?.fixed === true || (given && !template.includes('constraint_name'))) return given && constraintName(given.value);
  const text = filled(template, owner.table, facts, name?.value.text.text, place);
  return caused(quotedText(cut(text)), given?.place ?? place);
}

/** `CONSTRAINT name `, or nothing. */
export function named(kind: Kind, given: Given | undefined, owner: Owner, facts: Facts, place: Place): MappedText | undefined {
  const name = nameOf(kind, given, owner, facts, place);
  return name && phrase(place, 'CONSTRAINT ', name, ' ');
}

function filled(template: string, table: TableName, facts: Facts, own: string | undefined, place: Place): string {
  return template.replace(/%\((\w+)\)s/g, (_, token: string) => {
    const word = tokenOf(token, table, facts, own);
    if (word === undefined) throw new NotRead(`Phasewise cannot say which name the convention "${template}" gives here.`, place);
    return word;
  });
}

function tokenOf(token: string, table: TableName, { columns, referred }: Facts, own: string | undefined): string | undefined {
  const name = table.name.text.text;
  if (token === 'table_name') return name;
  if (token === 'constraint_name') return own;
  if (token === 'referred_table_name') return referred?.table;
  const [, other, index = '0', all, what] = /^(referred_)?column_(\d+)(_?N)?_(name|label|key)$/.exec(token) ?? [];
  if (what === undefined) return undefined;
  const labelled = (column: string) => (what === 'label' ? `${schemaOf(table)}${name}_${column}` : column);
  const list = other === undefined ? columns.map(labelled) : referred?.columns;
  if (!list) return undefined;
  return all === undefined ? list[Number(index)] ?? '' : list.join(all === 'N' ? '' : '_');
}

function schemaOf({ schema }: TableName): string {
  return schema ? `${schema.text.text.replaceAll('.', '_')}_` : '';
}
