import type { MappedText } from '../../../text/mapped.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, DictValue, StringValue, Value } from '../value.ts';
import { NotRead, calledName, notRead } from '../value.ts';
import { clauseSql } from './clause.ts';
import { identifier, literal, qualified } from './identifier.ts';
import { phrase, separated } from './sql.ts';

/** `op.bulk_insert(table, rows)`: one INSERT for each row, with the columns that the row names, in the order of the table. */
export function bulkInsert(call: CallValue): readonly MappedText[] {
  const args = new Arguments(call, ['table', 'rows'], ['multiinsert']);
  const table = described(args.need('table').value);
  const rows = args.need('rows').value;
  if (rows.kind !== 'list') throw notRead(rows, 'Which rows are inserted is decided while Python runs.');
  return rows.items.map((row) => {
    if (row.kind !== 'dict') throw notRead(row, 'Phasewise cannot read this row.');
    return insert(call, table, row);
  });
}

interface Described { readonly name: MappedText; readonly columns: readonly StringValue[] }

/** `sa.table('t', sa.column('a'))`, or what `op.create_table` returned. */
function described(value: Value): Described {
  const name = value.kind === 'call' ? calledName(value) : undefined;
  if (value.kind !== 'call' || (name !== 'sa.table' && name !== 'op.create_table')) {
    throw notRead(value, 'Phasewise cannot read this table.');
  }
  const [table, ...items] = value.args;
  const schema = value.keywords.find((keyword) => keyword.name === 'schema')?.value;
  const columns = items.flatMap((item) => {
    const what = item.kind === 'call' ? calledName(item) : undefined;
    return item.kind === 'call' && (what === 'sa.column' || what === 'sa.Column') ? [asString(item.args[0] ?? item, 'this column')] : [];
  });
  if (!table) throw new NotRead('Phasewise cannot read this table.', value.place);
  return { name: qualified(schema && asString(schema, 'schema'), asString(table, 'the name of the table')), columns };
}

function insert(call: CallValue, table: Described, row: DictValue): MappedText {
  const given = new Map(row.entries.map(([key, value]) => [asString(key, 'the columns of this row').text.text, value]));
  const columns = table.columns.filter((column) => given.has(column.text.text));
  if (columns.length < given.size) throw new NotRead('This row names a column that its table does not describe.', row.place);
  const values = columns.map((column) => valueSql(given.get(column.text.text) ?? { kind: 'none', place: row.place }));
  return phrase(row.place, phrase(call.callee, 'INSERT INTO ', table.name), ' (', separated(row.place, columns.map((column) => identifier(column))), ') VALUES (', separated(row.place, values), ')');
}

function valueSql(value: Value): MappedText {
  if (value.kind === 'call' && calledName(value) === 'datetime.date') return date(value);
  if (value.kind === 'dict' || value.kind === 'list') return jsonSql(value);
  return value.kind === 'string' ? literal(value) : clauseSql(value);
}

function date(call: CallValue): MappedText {
  const [year, month, day] = call.args.map((part) => (part.kind === 'number' ? part.text : ''));
  if (!year || !month || !day) throw new NotRead('Phasewise cannot read this date.', call.place);
  return phrase(call.place, `'${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}'`);
}

/** A dict or a list goes into a JSON column as Python's `json.dumps` writes it. */
function jsonSql(value: Value): MappedText {
  return phrase(value.place, `'${json(value).replaceAll("'", "''")}'`);
}

function json(value: Value): string {
  switch (value.kind) {
    case 'none': return 'null';
    case 'bool': return String(value.value);
    case 'number': return value.text;
    case 'string': return JSON.stringify(value.text.text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    case 'list': return `[${value.items.map(json).join(', ')}]`;
    case 'dict': return `{${value.entries.map(([key, entry]) => `${JSON.stringify(asString(key, 'the keys of this value').text.text)}: ${json(entry)}`).join(', ')}}`;
    case 'named': case 'call': case 'member': case 'operation': case 'batch': case 'unknown': throw notRead(value, 'Phasewise cannot read this value.');
  }
}
