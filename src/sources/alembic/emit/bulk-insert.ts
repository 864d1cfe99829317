import type { MappedText } from '../../../text/mapped.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, DictValue, Value } from '../value.ts';
import { NotRead, notRead } from '../value.ts';
import { filledBySqlalchemy, typeOfColumn } from './described-column.ts';
import { namedColumns } from './dml.ts';
import { identifier, qualified } from './identifier.ts';
import { phrase, separated } from './sql.ts';
import type { TableTerm } from './table-term.ts';
import { tableTerm } from './table-term.ts';
import { valueSql } from './value-sql.ts';

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

function described(value: Value): TableTerm {
  const table = tableTerm(value);
  if (!table) throw notRead(value, 'Phasewise cannot read this table.');
  return table;
}

function insert(call: CallValue, table: TableTerm, row: DictValue): MappedText {
  const named = new Map(row.entries.map(([key, value]) => [asString(key, 'the columns of this row').text.text, value]));
  const given = new Map([...filledBySqlalchemy(table, 'INSERT').map(([column, value]) => [column.text.text, value] as const), ...named]);
  const all = table.whole ? table.columns : row.entries.map(([key]) => asString(key, 'the columns of this row'));
  const columns = all.filter((column) => given.has(column.text.text));
  if (columns.length < given.size) throw new NotRead('This row names a column that its table does not describe.', row.place);
  const values = columns.map((column) => valueSql(given.get(column.text.text) ?? { kind: 'none', place: row.place }, typeOfColumn(table, column.text.text)));
  return phrase(row.place, phrase(call.callee, 'INSERT INTO ', qualified(table.schema, table.name)), ' (', namedColumns(table, separated(row.place, columns.map((column) => identifier(column)))), ') VALUES (', separated(row.place, values), ')');
}
