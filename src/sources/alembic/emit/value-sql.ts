import type { MappedText } from '../../../text/mapped.ts';
import { asString } from '../arguments.ts';
import { enumMember } from '../member.ts';
import type { CallValue, Value } from '../value.ts';
import { NotRead, calledName, notRead } from '../value.ts';
import { clauseSql } from './clause.ts';
import type { Within } from './compilation.ts';
import { alone } from './compilation.ts';
import { literal } from './identifier.ts';
import { madeOf, standInText } from '../stand-in.ts';
import { phrase, separated } from './sql.ts';
import { isEnumOfNames, kindOfType } from './typed.ts';

/** A value as it goes into a column: a constant of Python, an SQL expression, or a stand-in for what only Python knows. `type`: that of the column. */
export function valueSql(value: Value, type?: Value, within: Within = alone()): MappedText {
  const kind = type ? kindOfType(type) : 'untyped';
  const member = enumMember(value);
  if (member && isEnumOfNames(type)) return phrase(value.place, `'${member.name.replaceAll("'", "''")}'`);
  if ((kind === 'json' || kind === 'jsonb') && isDocument(value)) return jsonSql(value);
  if (kind === 'array' && value.kind === 'list') return arraySql(value.items, value, within);
  if (value.kind === 'call' && calledName(value) === 'datetime.date') return date(value);
  const made = value.kind === 'call' ? MADE[calledName(value) ?? ''] : undefined;
  if (made !== undefined) return standInText(made, value.place);
  if (value.kind === 'unknown' || value.kind === 'either' || value.kind === 'function' || isPythonOnly(value)) return standInText('$1', value.place);
  if (value.kind === 'dict' || value.kind === 'list') return jsonSql(value);
  return value.kind === 'string' ? literal(value) : clauseSql(value, within);
}

/** What a JSON column takes as a document: any constant, `None` as JSON's own null. */
function isDocument(value: Value): boolean {
  return ['none', 'bool', 'number', 'string', 'dict', 'list'].includes(value.kind);
}

function arraySql(items: readonly Value[], { place }: Value, within: Within): MappedText {
  return items.length === 0 ? phrase(place, "'{}'") : phrase(place, 'ARRAY[', separated(place, items.map((item) => valueSql(item, undefined, within))), ']');
}

/** A call of no part of SQLAlchemy gives a value of Python, and so does arithmetic with such values. */
export function isPythonOnly(value: Value): boolean {
  if (value.kind === 'operation') return value.operands.some(isPythonOnly) && value.operands.every((operand) => isPythonOnly(operand) || ['number', 'string', 'rows', 'unknown'].includes(operand.kind));
  if (value.kind === 'named') return value.foreign === true;
  if (value.kind !== 'call') return false;
  const { of } = value;
  return of.kind === 'class' || of.kind === 'function' || (of.kind === 'named' && !/^(?:sa|pg|op)\./.test(of.name)) || (of.kind === 'member' && (OF_PYTHON.has(of.of.kind) || isPythonOnly(of.of)));
}

/** Values whose methods give values of Python. */
const OF_PYTHON: ReadonlySet<Value['kind']> = new Set(['class', 'string', 'number', 'bool', 'list', 'dict', 'rows'] as const);

/** What Python makes anew each time, and what PostgreSQL has for the same. */
const MADE: Readonly<Record<string, string>> = {
  'datetime.datetime.now': 'now()', 'datetime.datetime.utcnow': 'now()', 'datetime.date.today': 'current_date', 'uuid.uuid4': 'gen_random_uuid()', 'time.time': 'extract(epoch FROM now())',
};

function date(call: CallValue): MappedText {
  const [year, month, day] = call.args.map((part) => (part.kind === 'number' ? part.text : ''));
  if (!year || !month || !day) throw new NotRead('Phasewise cannot read this date.', call.place);
  return phrase(call.place, `'${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}'`);
}

/** A dict or a list goes into a JSON column as Python's `json.dumps` writes it. */
function jsonSql(value: Value): MappedText {
  return phrase(value.place, "'", madeOf(value, jsonText(value).replaceAll("'", "''"), value.place), "'");
}

/** What `json.dumps` makes of a value. Throws `NotRead`. */
export function jsonText(value: Value): string {
  switch (value.kind) {
    case 'none': return 'null';
    case 'bool': return String(value.value);
    case 'number': return value.text;
    case 'string': return JSON.stringify(value.text.text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    case 'list': return `[${value.items.map(jsonText).join(', ')}]`;
    case 'dict': return `{${value.entries.map(([key, entry]) => `${JSON.stringify(asString(key, 'the keys of this value').text.text)}: ${jsonText(entry)}`).join(', ')}}`;
    case 'named': case 'call': case 'member': case 'operation': case 'batch': case 'unknown': case 'rows': case 'function': case 'class':
    case 'condition': case 'inventory': case 'table': case 'tables': case 'either': case 'entry': case 'field': case 'such': throw notRead(value, 'Phasewise cannot read this value.');
  }
}
