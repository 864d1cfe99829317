import type { MappedText } from '../../../text/mapped.ts';
import { joined, sliced } from '../../../text/mapped.ts';
import { split } from '../../../sql/split.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, calledName, methodCall, notRead } from '../value.ts';
import type { Parameters } from './compilation.ts';
import { dmlSql } from './dml.ts';
import { withDriverValues } from './driver-text.ts';
import { sequenceOptions } from './default.ts';
import { identifier, qualified } from './identifier.ts';
import { phrase, separated } from './sql.ts';
import { tableTerm } from './table-term.ts';
import { holdsOnlyValues } from './template.ts';
import { typeSql } from './type.ts';
import { valueSql } from './value-sql.ts';
import { bindsOf, unescaped } from './text.ts';
import type { Versions } from './versions.ts';

/** SQL as somebody wrote it, or as a builder of statements emits it. */
export interface Executed { readonly origin: 'written' | 'emitted'; readonly statements: readonly MappedText[] }

/** What `execute` sends: the statements of a text, or the one that an SQL construct stands for. `parameters`: values by name; a list of them sends it once for each. */
export function executed(value: Value, parameters?: Value, versions: Versions = {}): Executed {
  const sent = parameterSets(parameters).map((given) => executedWith(value, given, versions));
  return { origin: sent[0]?.origin ?? 'written', statements: sent.flatMap(({ statements }) => statements) };
}

function executedWith(value: Value, given: Parameters, versions: Versions): Executed {
  if (value.kind === 'string' || (value.kind === 'unknown' && value.template)) return written(textWith(value, given));
  const bound = methodCall(value, 'bindparams') ?? methodCall(value, 'params');
  if (bound && isText(bound.receiver)) return written(textWith(bound.receiver, withBinds(bound.call, given)));
  if (value.kind === 'call' && calledName(value) === 'sa.text') return written(textWith(value, given));
  if (value.kind === 'call' && calledName(value) === 'sa.DDL') return written(asString(new Arguments(value, ['statement']).need('statement').value, 'this SQL').text);
  if (value.kind === 'call') return { origin: 'emitted', statements: [construct(value, given, versions)] };
  throw notRead(value, 'Phasewise cannot say which SQL this executes.');
}

/** `sa.text(…)`, which may have been given some values already. */
function isText(value: Value): boolean {
  return value.kind === 'call' && calledName(value) === 'sa.text';
}

/** `bindparams(a=1)`; `bindparams(bindparam('ids', expanding=True))` only describes what comes beside the text. */
function withBinds(call: CallValue, given: Parameters): Parameters {
  if (given === 'some') return given;
  const described = call.args.flatMap((arg) => {
    if (arg.kind === 'dict') return [...parametersIn(arg)];
    if (arg.kind !== 'call' || calledName(arg) !== 'sa.bindparam') return [];
    const value = arg.args[1] ?? arg.keywords.find(({ name }) => name === 'value')?.value;
    return value ? [[asString(arg.args[0] ?? arg, 'this parameter').text.text, value] as const] : [];
  });
  return new Map([...given, ...described, ...call.keywords.map(({ name, value }) => [name, value] as const)]);
}

/** What `exec_driver_sql` sends: the text as it stands, with the values that the driver is given beside it. */
export function rawText(value: Value, values?: Value): Executed {
  const sql = sqlIn(value);
  return written(values ? withDriverValues(sql, values) : sql.text);
}

/** The text of SQL. Where only values in it are not known, it is read with stand-ins, and never run. */
function sqlIn(value: Value): StringValue {
  const template = value.kind === 'unknown' ? value.template : undefined;
  return template && holdsOnlyValues(template) ? { kind: 'string', place: value.place, text: template } : asString(value, 'this SQL');
}

function parameterSets(value: Value | undefined): readonly Parameters[] {
  if (!value) return [new Map()];
  if (value.kind === 'list' && value.items.length > 0) return value.items.map(parametersOf);
  return [value.kind === 'list' ? 'some' : parametersOf(value)];
}

function parametersOf(value: Value): Parameters {
  if (value.kind === 'rows' || value.kind === 'unknown' || value.kind === 'call') return 'some';
  return parametersIn(value);
}

function parametersIn(value: Value): ReadonlyMap<string, Value> {
  if (value.kind !== 'dict') throw notRead(value, 'Phasewise cannot read these parameters.');
  return new Map(value.entries.map(([name, of]) => [asString(name, 'the names of these parameters').text.text, of]));
}

function written(text: MappedText): Executed {
  return { origin: 'written', statements: split(text.text).pieces.map((piece) => sliced(text, piece)) };
}

/** The text with the values of its binds in their place; a bind without a value stops Alembic. */
function textWith(value: Value, values: Parameters): MappedText {
  const { text, place } = sqlIn(writtenIn(value));
  const parts: MappedText[] = [];
  let from = 0;
  for (const bind of bindsOf(text.text)) {
    const given: Value | undefined = values === 'some' ? { kind: 'rows', place } : values.get(bind.name);
    if (!given) throw new AlembicStops(`\`:${bind.name}\` is a bind parameter without a value; write \`\\:${bind.name}\` if it is text.`, place);
    const before = unescaped(sliced(text, { start: from, end: bind.start }));
    parts.push(before, boundSql(given, /\bIN\s*$/i.test(before.text) ? 'members' : 'an array'));
    from = bind.end;
  }
  return joined([...parts, unescaped(sliced(text, { start: from, end: text.text.length }))]);
}

/** `sa.text(sql)` and a plain string say the same. */
function writtenIn(value: Value): Value {
  if (value.kind !== 'call' || calledName(value) !== 'sa.text') return value;
  const [first] = value.args;
  return first?.kind === 'unknown' ? first : new Arguments(value, ['text']).need('text').value;
}

/** A value that Python sends beside the text. A list is an array, or what `IN` takes. */
function boundSql(value: Value, list: 'members' | 'an array'): MappedText {
  const [open, close] = list === 'members' ? ['(', ')'] : ['ARRAY[', ']'];
  if (value.kind === 'list') return phrase(value.place, open, separated(value.place, value.items.map((item) => valueSql(item))), close);
  const sql = valueSql(value);
  return list === 'members' ? phrase(value.place, '(', sql, ')') : sql;
}

function construct(call: CallValue, parameters: Parameters, versions: Versions): MappedText {
  const dml = dmlSql(call, parameters, versions);
  if (dml) return dml;
  const name = calledName(call);
  const [first] = call.args;
  if (name === 'sa.CreateSchema') {
    const args = new Arguments(call, ['name', 'if_not_exists']);
    return phrase(call.callee, 'CREATE SCHEMA ', args.isTrue('if_not_exists') ? 'IF NOT EXISTS ' : undefined, identifier(args.string('name')));
  }
  if (name === 'sa.DropSchema') {
    const args = new Arguments(call, ['name', 'cascade', 'if_exists']);
    return phrase(call.callee, 'DROP SCHEMA ', args.isTrue('if_exists') ? 'IF EXISTS ' : undefined, identifier(args.string('name')), args.isTrue('cascade') ? ' CASCADE' : undefined);
  }
  const sequence = first?.kind === 'call' && calledName(first) === 'sa.Sequence' ? sequenceArguments(first) : undefined;
  if (sequence && name === 'sa.CreateSequence') {
    return phrase(call.callee, 'CREATE SEQUENCE ', sequenceName(sequence), sequenceType(sequence), ...sequenceOptions(sequence).map(({ words }) => ` ${words}`));
  }
  if (sequence && name === 'sa.DropSequence') return phrase(call.callee, 'DROP SEQUENCE ', sequenceName(sequence));
  const table = first && tableTerm(first);
  if (table && name === 'sa.DropTable') return phrase(call.callee, 'DROP TABLE ', new Arguments(call, ['element'], ['if_exists']).isTrue('if_exists') ? 'IF EXISTS ' : undefined, qualified(table.schema, table.name));
  throw notRead(call, 'Phasewise does not read this kind of SQL construct yet.');
}

function sequenceArguments(call: CallValue): Arguments {
  return new Arguments(call, ['name', 'start', 'increment', 'minvalue', 'maxvalue', 'nominvalue', 'nomaxvalue', 'cycle'], ['schema', 'cache', 'data_type', 'order', 'metadata', 'optional', 'quote']);
}

function sequenceType(sequence: Arguments): MappedText | undefined {
  const type = sequence.some('data_type');
  return type && phrase(type.place, ' AS ', typeSql(type.value).sql);
}

function sequenceName(sequence: Arguments): MappedText {
  return qualified(sequence.optionalString('schema'), sequence.string('name'));
}
