import { asString } from '../arguments.ts';
import { stringAt } from '../member.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { calledName, notRead, partsOf } from '../value.ts';
import type { Chain } from './chain.ts';
import { chainOf, existsOf, keywordOf, selectOf } from './chain.ts';
import { qualified } from './identifier.ts';
import type { TableTerm } from './table-term.ts';
import { columnOfClass, tableTerm } from './table-term.ts';

/** What stands in FROM. `is`: what makes it the same wherever a statement speaks of it. */
export type From = TableFrom | AliasFrom | QueryFrom | FunctionFrom | JoinFrom;

interface Standing<K extends string> { readonly kind: K; readonly is: unknown }
interface Named { readonly call: CallValue; readonly name: StringValue | undefined }
export interface TableFrom extends Standing<'table'> { readonly table: TableTerm }
/** `t.alias('a')`, `aliased(User)` */
export interface AliasFrom extends Standing<'alias'>, Named { readonly table: TableTerm; readonly described: Value }
/** `sa.select(…).subquery()` */
export interface QueryFrom extends Standing<'query'>, Named { readonly as: 'subquery' | 'lateral' | 'cte'; readonly query: Chain }
/** `sa.func.unnest(x).table_valued('a', with_ordinality='n').render_derived()` */
export interface FunctionFrom extends Standing<'function'>, Named {
  readonly of: CallValue;
  readonly columns: readonly StringValue[];
  readonly counted: boolean;
  readonly derived: boolean;
  readonly lateral: boolean;
  /** What its name begins with if it has none. */
  readonly like: string;
}
export interface JoinFrom extends Standing<'join'> { readonly call: CallValue; readonly left: From; readonly right: From; readonly on: Value | undefined; readonly words: JoinWords }
type JoinWords = ' JOIN ' | ' LEFT OUTER JOIN ' | ' FULL OUTER JOIN ';

/** What a value of Python puts into FROM; undefined where it is nothing of the kind. */
export function fromOf(value: Value): From | undefined {
  const table = tableTerm(value);
  if (table) return { kind: 'table', is: qualified(table.schema, table.name).text, table };
  if (value.kind !== 'call') return undefined;
  const [first, second] = value.args;
  switch (calledName(value)) {
    case 'sa.alias': case 'sa.orm.aliased': return first && aliasOf(value, first, second ?? keywordOf(value, 'name'));
    case 'sa.join': case 'sa.outerjoin': case 'sa.orm.join': case 'sa.orm.outerjoin': return first && joinOf(value, fromOf(first), value.args.slice(1));
    default: return value.of.kind === 'member' ? methodOf(value, value.of.of, value.of.name) : undefined;
  }
}

function methodOf(call: CallValue, receiver: Value, method: string): From | undefined {
  const name = call.args[0] ?? keywordOf(call, 'name');
  switch (method) {
    case 'alias': return aliasOf(call, receiver, name);
    case 'subquery': case 'lateral': case 'cte': return queryOf(call, receiver, method, name) ?? functionOf(call, receiver, method);
    case 'table_valued': case 'render_derived': return functionOf(call, receiver, method);
    case 'join': case 'outerjoin': return joinOf(call, fromOf(receiver), call.args);
    default: return undefined;
  }
}

function aliasOf(call: CallValue, of: Value, name: Value | undefined): From | undefined {
  const table = tableTerm(of);
  if (table) return { kind: 'alias', is: call, call, table, described: of, name: named(name) };
  return queryOf(call, of, 'subquery', name) ?? functionOf(call, of, 'alias');
}

function queryOf(call: CallValue, of: Value, as: QueryFrom['as'], name: Value | undefined): QueryFrom | undefined {
  const query = selectOf(of);
  if (!query) return undefined;
  const strange = call.keywords.find((keyword) => keyword.name !== 'name');
  if (strange) throw notRead(call, 'Phasewise does not read this kind of SQL construct yet.');
  return { kind: 'query', is: call, call, as, query, name: named(name) };
}

function functionOf(call: CallValue, of: Value, method: string): FunctionFrom | undefined {
  if (method === 'table_valued' && of.kind === 'call' && calledName(of)?.startsWith('sa.func.') === true) {
    const ordinality = named(keywordOf(call, 'with_ordinality'));
    const columns = [...call.args.map((arg) => asString(arg, 'this column')), ...(ordinality ? [ordinality] : [])];
    return { kind: 'function', is: call, call, of, name: named(keywordOf(call, 'name')), columns, counted: ordinality !== undefined, derived: false, lateral: false, like: 'anon' };
  }
  const valued = method === 'table_valued' ? undefined : fromOf(of);
  if (valued?.kind !== 'function') return undefined;
  const name = named(keywordOf(call, 'name') ?? (method === 'render_derived' ? undefined : call.args[0])) ?? (method === 'render_derived' ? valued.name : undefined);
  // What is made of something that has a name is called after it.
  return { ...valued, is: call, call, name, like: valued.name?.text.text ?? valued.like, derived: valued.derived || method === 'render_derived', lateral: valued.lateral || method === 'lateral' };
}

function named(name: Value | undefined): StringValue | undefined {
  return !name || name.kind === 'none' ? undefined : asString(name, 'this name');
}

/** `a.join(b, on)`, of which a SELECT knows the left side. */
export function joinOf(call: CallValue, left: From | undefined, [to, on]: readonly Value[]): JoinFrom | undefined {
  const right = to && fromOf(to);
  if (!left || !right) return undefined;
  const isTrue = (name: string) => {
    const flag = keywordOf(call, name);
    if (flag && flag.kind !== 'bool') throw notRead(flag, 'Phasewise does not read this kind of SQL construct yet.');
    return flag?.value === true;
  };
  const outer = isTrue('isouter') || /outerjoin$/.test(call.of.kind === 'member' ? call.of.name : calledName(call) ?? '');
  return { kind: 'join', is: call, call, left, right, on: on ?? keywordOf(call, 'onclause'), words: isTrue('full') ? ' FULL OUTER JOIN ' : outer ? ' LEFT OUTER JOIN ' : ' JOIN ' };
}

/** What it stands for, with what it joins. */
export function standing(from: From): readonly From[] {
  return from.kind === 'join' ? [from, ...standing(from.left), ...standing(from.right)] : [from];
}

/** A column of something in FROM. */
export interface ColumnOf { readonly from: From; readonly name: StringValue }

/** `t.c.a`, `t.columns['a']`, `User.name` */
export function columnOf(value: Value): ColumnOf | undefined {
  if (value.kind !== 'member') return undefined;
  if (value.of.kind === 'class') return attributeOf(value.of, value.of, value.name, value);
  if (value.of.kind === 'call') {
    const from = fromOf(value.of);
    return from?.kind === 'alias' ? attributeOf(value.of, from.described, value.name, value) : undefined;
  }
  const from = value.of.kind === 'member' && (value.of.name === 'c' || value.of.name === 'columns') ? fromOf(value.of.of) : undefined;
  return from && from.kind !== 'join' ? { from, name: stringAt(value.name, value.place) } : undefined;
}

function attributeOf(of: Value, described: Value, attribute: string, { place }: Value): ColumnOf | undefined {
  const [from, name] = [fromOf(of), described.kind === 'class' ? columnOfClass(described, attribute, place) : undefined];
  return from && name && { from, name };
}

/** What an expression speaks of, outside of its sub-selects: what it puts into the FROM of the statement around. */
export function spokenOf(value: Value): readonly From[] {
  const column = columnOf(value);
  if (column) return [column.from];
  const from = fromOf(value);
  if (from) return standing(from);
  return chainOf(value) ?? existsOf(value) ? [] : partsOf(value).flatMap(spokenOf);
}

/** Each once. */
export function distinct(froms: readonly From[]): readonly From[] {
  return [...new Map(froms.map((from) => [from.is, from])).values()];
}
