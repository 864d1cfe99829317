import { enumMember } from '../member.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { NotRead, calledName } from '../value.ts';
import { keywordOf } from './chain.ts';
import type { TableTerm } from './table-term.ts';
import { typeSql } from './type.ts';

/** The type that a table states for a column. */
export function typeOfColumn({ described }: TableTerm, column: string): Value | undefined {
  const call = described.get(column);
  return call && (call.args[call.args[0]?.kind === 'string' ? 1 : 0] ?? keywordOf(call, 'type_'));
}

/** `sa.Column('a', sa.ForeignKey('p.id'))` */
export interface Reference { readonly column: StringValue; readonly to: string }

export function referencesOf({ columns, described }: TableTerm): readonly Reference[] {
  return columns.flatMap((column) => (described.get(column.text.text)?.args ?? []).flatMap((arg) => {
    const to = arg.kind === 'call' && calledName(arg) === 'sa.ForeignKey' ? arg.args[0] : undefined;
    return to?.kind === 'string' ? [{ column, to: to.text.text }] : [];
  }));
}

/** Is the column of the class `Column`, which is a `ColumnClause` and more? */
export function isOfColumnClass({ described }: TableTerm, column: string): boolean {
  const call = described.get(column);
  return call !== undefined && calledName(call) === 'sa.Column';
}

/** The columns that SQLAlchemy fills by itself where a statement does not, with what it calls or takes. https://docs.sqlalchemy.org/en/20/core/defaults.html */
export function filledBySqlalchemy(table: TableTerm, when: 'INSERT' | 'UPDATE'): readonly (readonly [StringValue, Value])[] {
  const keywords = when === 'INSERT' ? ['default', 'insert_default'] : ['onupdate'];
  return table.columns.flatMap((column) => {
    const call = table.described.get(column.text.text);
    const given = call && calledName(call) !== 'sa.column' ? keywords.map((name) => keywordOf(call, name)).find((value) => value !== undefined) : undefined;
    return given && given.kind !== 'none' ? [[column, made(given)] as const] : [];
  });
}

/** What can be called is called for each row. */
function made(value: Value): Value {
  const isCalled = ['function', 'class', 'named', 'member'].includes(value.kind) && !enumMember(value);
  return isCalled ? { kind: 'call', place: value.place, callee: value.place, of: value, args: [], keywords: [] } : value;
}

/** The columns of a key that the server fills, for which an INSERT of one row asks. `assigned`: what it gives itself. */
export function askedBack(table: TableTerm, assigned: readonly (readonly [StringValue, Value])[]): readonly StringValue[] {
  return table.columns.filter((column) => {
    const name = column.text.text;
    const call = table.described.get(name);
    if (!call || !table.key.includes(name)) return false;
    const own = assigned.find(([each]) => each.text.text === name)?.[1];
    if (own) return own.kind === 'operation' || (own.kind === 'call' && /^sa\.func\./.test(calledName(own) ?? ''));
    return keywordOf(call, 'server_default') !== undefined || (table.key.length === 1 && counts(call, typeOfColumn(table, name))) || isTrue(call, 'autoincrement');
  });
}

/** A number that refers to nothing counts up by itself. */
function counts(call: CallValue, type: Value | undefined): boolean {
  const flag = keywordOf(call, 'autoincrement');
  const refers = call.args.some((arg) => arg.kind === 'call' && calledName(arg) === 'sa.ForeignKey');
  return !(flag?.kind === 'bool' && !flag.value) && !refers && isNumber(type);
}

function isNumber(type: Value | undefined): boolean {
  try {
    return type !== undefined && typeSql(type).serial !== undefined;
  } catch (error) {
    if (error instanceof NotRead) return false;
    throw error;
  }
}

function isTrue(call: CallValue, name: string): boolean {
  const flag = keywordOf(call, name);
  return flag?.kind === 'bool' && flag.value;
}
