import type { MappedText } from '../../../text/mapped.ts';
import { caused, joined, sliced } from '../../../text/mapped.ts';
import type { StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, notRead } from '../value.ts';
import { valueSql } from './value-sql.ts';

/** Is this what a driver takes beside SQL: values by their order, or by name? */
export function isForDriver(value: Value): boolean {
  return value.kind === 'dict' || (value.kind === 'list' && value.items.length > 0 && value.items.every(({ kind }) => kind !== 'list' && kind !== 'dict'));
}

/**
 * SQL as the driver takes it, with its values in the places of `%s` or `%(name)s`.
 * https://www.psycopg.org/docs/usage.html#passing-parameters-to-sql-queries
 */
export function withDriverValues({ text, place }: StringValue, values: Value): MappedText {
  if (!isForDriver(values)) throw notRead(values, 'Phasewise cannot read these parameters.');
  const inOrder = values.kind === 'list' ? [...values.items] : [];
  const parts: MappedText[] = [];
  let from = 0;
  for (const match of text.text.matchAll(/%(?:\((\w+)\))?([s%])/g)) {
    const [whole, name, sign] = match;
    parts.push(sliced(text, { start: from, end: match.index }), sign === '%' ? caused('%', place) : valueSql(valueOf(name, values, inOrder, place)));
    from = match.index + whole.length;
  }
  if (inOrder.length > 0) throw new AlembicStops('it is given more values than its SQL has places for.', place);
  return joined([...parts, sliced(text, { start: from, end: text.text.length })]);
}

function valueOf(name: string | undefined, values: Value, inOrder: Value[], place: StringValue['place']): Value {
  const value = name === undefined ? inOrder.shift() : values.kind === 'dict' ? values.entries.find(([key]) => key.kind === 'string' && key.text.text === name)?.[1] : undefined;
  if (!value) throw new NotRead(`A value is missing for ${name === undefined ? '%s' : `%(${name})s`}.`, place);
  return value;
}
