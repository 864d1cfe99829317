import type { CallValue, Value } from './value.ts';
import { calledName, partsOf } from './value.ts';

/**
 * `sa.Table('t', sa.MetaData(), …).create(bind)` as the operation that sends the same. Undefined for one whose metadata names
 * constraints, for one that asks the server first whether the table is there, and for a drop that drops types too.
 * https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.Table.create
 */
export function tableChange(call: CallValue, table: Value, method: 'create' | 'drop'): CallValue | undefined {
  if (table.kind !== 'call' || calledName(table) !== 'sa.Table') return undefined;
  const [name, metadata, ...items] = table.args;
  const asksFirst = call.keywords.find((keyword) => keyword.name === 'checkfirst')?.value ?? call.args[1];
  if (!name || metadata?.kind !== 'call' || calledName(metadata) !== 'sa.MetaData' || (asksFirst && (asksFirst.kind !== 'bool' || asksFirst.value))) return undefined;
  if (metadata.args.length > 0 || metadata.keywords.some((keyword) => keyword.name !== 'schema')) return undefined;
  if (method === 'drop' && items.some(mayHaveType)) return undefined;
  const keywords = [...table.keywords, ...(table.keywords.some((keyword) => keyword.name === 'schema') ? [] : metadata.keywords)];
  const of: Value = { kind: 'named', place: call.callee, name: `op.${method}_table` };
  return { ...call, of, args: method === 'create' ? [name, ...items] : [name], keywords: method === 'create' ? keywords : keywords.filter((keyword) => keyword.name === 'schema') };
}

function mayHaveType(item: Value): boolean {
  return item.kind === 'class' || (item.kind === 'named' && (item.name === 'sa.Enum' || item.name === 'pg.ENUM')) || partsOf(item).some(mayHaveType);
}
