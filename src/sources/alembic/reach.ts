import type { Reach } from '../../migrations/condition.ts';
import { stringOf } from './expression.ts';
import { OPERATIONS } from './operations.ts';
import type { CallValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** What a call may have changed, where it cannot be read: its table, if it names one; rows, for an insert; else anything. */
export function reachOf(call: CallValue): Reach {
  const name = calledName(call);
  const batch = call.of.kind === 'member' && call.of.of.kind === 'batch' ? call.of.of : undefined;
  if (batch) return tableReach(batch.table, batch.schema);
  if (name === undefined) return 'anything';
  if (name === 'op.bulk_insert') return 'rows';
  const operation = OPERATIONS[name];
  const table = operation?.table && argument(call, operation.table);
  return tableReach(table, keyword(call, operation?.schema ?? 'schema'));
}

function tableReach(table: Value | undefined, schema: Value | undefined): Reach {
  const name = stringOf(table)?.value.text.text;
  if (name === undefined) return 'anything';
  if (!schema || schema.kind === 'none') return [{ type: 'relation', name }];
  const inSchema = stringOf(schema)?.value.text.text;
  return inSchema === undefined ? 'anything' : [{ type: 'relation', schema: inSchema, name }];
}

function argument(call: CallValue, [index, name]: readonly [number, string]): Value | undefined {
  return call.args[index] ?? keyword(call, name);
}

function keyword(call: CallValue, name: string): Value | undefined {
  return call.keywords.find((given) => given.name === name)?.value;
}

/** What several steps may have changed together. */
export function together(reaches: readonly Reach[]): Reach {
  if (reaches.includes('anything')) return 'anything';
  const names = reaches.flatMap((reach) => (typeof reach === 'string' ? [] : reach));
  if (names.length > 0) return names;
  return reaches.includes('rows') ? 'rows' : 'nothing';
}
