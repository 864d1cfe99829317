import type { Value } from '../value.ts';
import { NotRead, calledName } from '../value.ts';
import { keywordOf, selectOf } from './chain.ts';
import { typeOfColumn } from './described-column.ts';
import { columnOf } from './from.ts';
import { selectedUnder, selectedValue } from './select.ts';
import type { TypeSql } from './type.ts';
import { asCall, typeSql } from './type.ts';

/** What a type lets an operator mean. */
export type Kind = 'text' | 'json' | 'jsonb' | 'array' | 'other' | 'untyped';

/** The type that an expression is described with, where it is. */
export function typeOf(value: Value): Value | undefined {
  const column = columnOf(value);
  if (column?.from.kind === 'table' || column?.from.kind === 'alias') return typeOfColumn(column.from.table, column.name.text.text);
  if (column?.from.kind === 'query') {
    const selected = selectedUnder(column.from.query, column.name.text.text);
    return selected && typeOf(selected);
  }
  return value.kind === 'call' ? typeOfCall(value) : undefined;
}

function typeOfCall(call: Extract<Value, { kind: 'call' }>): Value | undefined {
  const name = calledName(call);
  if (name !== undefined && TYPED.has(name)) return call.args[1] ?? keywordOf(call, 'type_');
  if (name?.startsWith('sa.func.') === true) return keywordOf(call, 'type_') ?? (/^sa\.func\.(?:coalesce|max|min|sum)$/.test(name) ? call.args.map(typeOf).find((type) => type !== undefined) : undefined);
  if (call.of.kind !== 'member') return undefined;
  switch (call.of.name) {
    case 'cast': return call.args[0];
    case 'label': return typeOf(call.of.of);
    case 'scalar_subquery': case 'as_scalar': {
      const query = selectOf(call.of.of);
      const selected = query && selectedValue(query);
      return selected && typeOf(selected);
    }
    default: return undefined;
  }
}

const TYPED: ReadonlySet<string> = new Set(['sa.column', 'sa.cast', 'sa.type_coerce', 'sa.literal', 'sa.literal_column', 'sa.bindparam']);

/** The SQL of that type, where it is one we know. */
export function typed(value: Value): TypeSql | undefined {
  return known(typeOf(value));
}

function known(type: Value | undefined): TypeSql | undefined {
  try {
    return type && typeSql(type);
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

export function kindOf(value: Value): Kind {
  if (value.kind === 'string') return 'text';
  if (value.kind === 'number' || value.kind === 'bool') return 'other';
  if (value.kind === 'operation' && value.operator === '+') return value.operands.map(kindOf).find((kind) => kind !== 'untyped') ?? 'untyped';
  const type = typeOf(value);
  if (type) return kindOfType(type);
  if (value.kind === 'call' && /^sa\.func\.(?:coalesce|concat|upper|lower)$/.test(calledName(value) ?? '')) return value.args.map(kindOf).includes('text') ? 'text' : 'untyped';
  return 'untyped';
}

/** Of a type that nobody knows, nobody knows what its operators mean. */
export function kindOfType(type: Value): Kind {
  const sql = known(type)?.sql.text;
  if (sql === undefined) return 'untyped';
  if (sql.endsWith('[]')) return 'array';
  if (sql === 'JSON') return 'json';
  if (sql === 'JSONB') return 'jsonb';
  return /^(?:(?:VAR|N|NVAR)?CHAR|TEXT|CLOB|CITEXT)/.test(sql) ? 'text' : 'other';
}

/** The class behind `sa.Enum(Colour)`, of which SQLAlchemy writes the names of the members. */
export function isEnumOfNames(type: Value | undefined): boolean {
  const call = type && asCall(type);
  return call !== undefined && /^(?:sa\.Enum|pg\.ENUM)$/.test(calledName(call) ?? '') && call.args[0]?.kind === 'class' && keywordOf(call, 'values_callable') === undefined;
}
