import type { BatchValue, CallValue, KeywordValue, Value } from './value.ts';
import { NotRead } from './value.ts';

/** Operations of a batch and after how many of their arguments the table belongs. */
const TABLE_AFTER: Readonly<Record<string, number>> = {
  add_column: 0, drop_column: 0, alter_column: 0, create_table_comment: 0, drop_table_comment: 0,
  create_index: 1, drop_index: 1, create_unique_constraint: 1, create_primary_key: 1, create_check_constraint: 1, create_foreign_key: 1,
  create_exclude_constraint: 1, drop_constraint: 1,
};

/** `b.add_column(column)` inside `batch_alter_table('t') as b` is `op.add_column('t', column)`. */
export function unbatched(call: CallValue, batch: BatchValue, method: string): CallValue {
  const after = TABLE_AFTER[method];
  if (after === undefined) throw new NotRead(`Phasewise does not read ${method} in a batch yet.`, call.place);
  const parameter = method === 'create_foreign_key' ? 'source_table' : 'table_name';
  const byKeyword = call.args.length < after;
  const args: Value[] = byKeyword ? [...call.args] : [...call.args.slice(0, after), batch.table, ...call.args.slice(after)];
  const table: KeywordValue[] = byKeyword ? [{ name: parameter, value: batch.table, place: batch.table.place }] : [];
  const inherited: KeywordValue[] = batch.schema ? [{ name: method === 'create_foreign_key' ? 'source_schema' : 'schema', value: batch.schema, place: batch.schema.place }] : [];
  return { ...call, of: { kind: 'named', place: call.callee, name: `op.${method}` }, args, keywords: [...call.keywords, ...table, ...inherited] };
}

/** The batch that a `with op.batch_alter_table(…)` opens, or why it cannot be read. */
export function batchOf(call: CallValue): BatchValue | { readonly kind: 'not read'; readonly reason: string } {
  const keyword = (name: string) => call.keywords.find((given) => given.name === name)?.value;
  const table = call.args[0] ?? keyword('table_name');
  const schema = call.args[1] ?? keyword('schema');
  const recreate = call.args[2] ?? keyword('recreate');
  if (table?.kind !== 'string' || (schema && schema.kind !== 'string' && schema.kind !== 'none')) return { kind: 'not read', reason: 'Which table this batch alters is decided while Python runs.' };
  if (recreate && !(recreate.kind === 'string' && ['auto', 'never'].includes(recreate.text.text))) {
    return { kind: 'not read', reason: 'This batch makes a new table and copies the rows; what it sends depends on the table as it is.' };
  }
  if (keyword('naming_convention')) return { kind: 'not read', reason: 'Phasewise does not read the naming convention of a batch yet.' };
  return { kind: 'batch', place: call.place, table, ...(schema?.kind === 'string' ? { schema } : {}) };
}
