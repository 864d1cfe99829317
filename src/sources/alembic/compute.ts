import { caused } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { ENVIRONMENT, WHETHER } from './compare.ts';
import { setOf } from './container.ts';
import { jsonText } from './emit/value-sql.ts';
import { textOf } from './text-of.ts';
import { fieldOf, inspected } from './inspector.ts';
import { itemsOf } from './iterate.ts';
import { addressOf, isAddress, stringAt } from './member.ts';
import { dedented, ofString, reshaped } from './of-string.ts';
import { holdsStandIn, madeOf, standInFor } from './stand-in.ts';
import { truthOf } from './truth.ts';
import type { CallValue, DictValue, ListValue, UnknownValue, Value } from './value.ts';
import { NotRead, fromRows } from './value.ts';

/** What a call of Python's own functions and methods gives; undefined where it stays what it is: a call. */
export function computed(call: CallValue): Value | undefined {
  const { of, place } = call;
  if (of.kind === 'rows' || (of.kind === 'named' && call.args.some(fromRows) && /^builtins\.(?!print)/.test(of.name))) return { kind: 'rows', place };
  if (of.kind === 'named') return takesMore(call, FUNCTIONS[of.name]) ? undefined : called(of.name, call);
  if (of.kind !== 'member') return undefined;
  if (of.of.kind === 'string') return takesMore(call, METHODS[of.name]) ? undefined : ofString(of.of, of.name, call);
  if (of.of.kind === 'list') return ofList(of.of, of.name, call);
  if (of.of.kind === 'dict') return ofDict(of.of, of.name, call);
  if (of.name === 'startswith' && of.of.kind === 'unknown' && call.args.length === 1) return startsWith(of.of, call.args[0], place);
  if (of.name === 'get_backend_name' && isAddress(of.of)) return stringAt('postgresql', place);
  if (of.of.kind === 'unknown' && of.of.unset && OF_EMPTY.has(of.name)) return { ...of.of, place };
  if (of.of.kind === 'entry' && of.name === 'get' && call.args[0]?.kind === 'string') return fieldOf(of.of, call.args[0].text.text, place);
  return inspected(call);
}

/** How many arguments are read of functions that take more, each with a meaning of its own. */
const FUNCTIONS: Readonly<Record<string, number>> = { 'builtins.str': 1, 'builtins.int': 1 };
const METHODS: Readonly<Record<string, number>> = { replace: 2, split: 1, startswith: 1, endswith: 1 };

function takesMore({ args, keywords }: CallValue, most: number | undefined): boolean {
  return most !== undefined && (args.length > most || keywords.length > 0);
}

/** Methods that make an empty text of an empty text. */
const OF_EMPTY = new Set(['lower', 'upper', 'strip', 'lstrip', 'rstrip', 'casefold']);

function called(name: string, call: CallValue): Value | undefined {
  const { args: [first, second], place } = call;
  switch (name) {
    case 'os.getenv': case 'os.environ.get': return environment(second, place);
    case 'alembic.context.is_offline_mode': return { kind: 'bool', place, value: false };
    case 'textwrap.dedent': case 'inspect.cleandoc': return first?.kind === 'string' ? reshaped(first, place, name === 'textwrap.dedent' ? dedented : (text) => dedented(text).trim()) : undefined;
    case 'json.dumps': return call.keywords.length === 0 && first ? dumped(first, place) : undefined;
    case 'typing.cast': return second;
    case 'sa.quoted_name': return first?.kind === 'string' ? first : undefined;
    case 'builtins.str': {
      if (first && isAddress(first)) return addressOf(place);
      const text = first && textOf(first);
      return text && { kind: 'string', place, text };
    }
    case 'builtins.int': return first && integer(first, place);
    case 'builtins.len': {
      const items = first && itemsOf(first);
      return items && { kind: 'number', place, text: String(items.length) };
    }
    case 'builtins.list': case 'builtins.tuple': return list(first ? itemsOf(first) : [], place);
    case 'builtins.set': case 'builtins.frozenset': {
      const items = first ? itemsOf(first) : [];
      return items && setOf(items, place);
    }
    case 'builtins.dict': return call.args.length === 0 ? { kind: 'dict', place, entries: call.keywords.map(({ name: key, value, place: at }) => [{ kind: 'string', place: at, text: caused(key, at) }, value]) } : undefined;
    case 'builtins.sorted': return call.keywords.length === 0 && first ? sorted(itemsOf(first), place) : undefined;
    case 'builtins.reversed': return list(first && itemsOf(first)?.toReversed(), place);
    case 'builtins.enumerate': return enumerated(call);
    case 'builtins.zip': return zipped(call.args.map(itemsOf), place);
    case 'builtins.range': return range(call.args, place);
    case 'builtins.any': case 'builtins.all': return anyOrAll(name === 'builtins.any', first, place);
    default: return undefined;
  }
}

/** Of a text that is known as far as it begins. */
function startsWith({ begins = '' }: UnknownValue, what: Value | undefined, place: Place): Value | undefined {
  if (what?.kind !== 'string') return undefined;
  const { text } = what.text;
  if (begins.startsWith(text)) return { kind: 'bool', place, value: true };
  return text.startsWith(begins) ? undefined : { kind: 'bool', place, value: false };
}

/** The JSON of a value that is known to its last part. */
function dumped(value: Value, place: Place): Value | undefined {
  try {
    return { kind: 'string', place, text: madeOf(value, jsonText(value), place) };
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

function integer(value: Value, place: Place): Value | undefined {
  if (value.kind === 'number') return value;
  if (value.kind !== 'string' || !/^-?\d+$/.test(value.text.text)) return undefined;
  return { kind: 'number', place, text: value.text.text, ...(holdsStandIn(value) ? { standIn: true } : {}) };
}

/** The default of a variable stands for what the environment will say. */
function environment(fallback: Value | undefined, place: Place): Value {
  if (fallback?.kind === 'string' && fallback.text.text !== '') return standInFor(fallback, place);
  if (fallback?.kind === 'number') return { ...fallback, place, standIn: true };
  // Of an empty text no part could be a stand-in.
  return { kind: 'unknown', place, reason: ENVIRONMENT, whether: `${WHETHER} it does not where the variable is not set.`, ...(fallback?.kind === 'string' && { unset: fallback }) };
}

function ofList(of: ListValue, name: string, { place }: CallValue): Value | undefined {
  return name === 'copy' ? { ...of, place, items: [...of.items] } : undefined;
}

function ofDict(of: DictValue, name: string, { place, args: [first, second] }: CallValue): Value | undefined {
  switch (name) {
    case 'copy': return { ...of, place, entries: [...of.entries] };
    case 'items': return { kind: 'list', place, items: of.entries.map(([key, value]) => pair(key, value, place)) };
    case 'keys': return { kind: 'list', place, items: of.entries.map(([key]) => key) };
    case 'values': return { kind: 'list', place, items: of.entries.map(([, value]) => value) };
    case 'get': {
      if (first?.kind !== 'string') return undefined;
      const entry = of.entries.find(([key]) => key.kind === 'string' && key.text.text === first.text.text);
      return entry?.[1] ?? second ?? { kind: 'none', place };
    }
    default: return undefined;
  }
}

function list(items: readonly Value[] | undefined, place: Place): Value | undefined {
  return items && { kind: 'list', place, items: [...items] };
}

function pair(a: Value, b: Value, place: Place): ListValue {
  return { kind: 'list', place, items: [a, b] };
}

function number(value: number, place: Place): Value {
  return { kind: 'number', place, text: String(value) };
}

function sorted(items: readonly Value[] | undefined, place: Place): Value | undefined {
  const strings = items?.filter((item) => item.kind === 'string');
  if (!strings || strings.length !== items?.length || strings.some(holdsStandIn)) return undefined;
  return list(strings.toSorted((a, b) => (a.text.text < b.text.text ? -1 : a.text.text > b.text.text ? 1 : 0)), place);
}

/** `enumerate(names)`, `enumerate(names, 1)`, `enumerate(names, start=1)` */
function enumerated({ args: [over, ...others], keywords, place }: CallValue): Value | undefined {
  const [start, ...more] = [...others, ...keywords.map(({ value }) => value)];
  const from = start ? integerIn(start) : 0;
  if (from === undefined || more.length > 0 || keywords.some(({ name }) => name !== 'start')) return undefined;
  return list(over && itemsOf(over)?.map((item, index) => pair(number(from + index, place), item, place)), place);
}

function integerIn(value: Value): number | undefined {
  return value.kind === 'number' && !holdsStandIn(value) && Number.isSafeInteger(Number(value.text)) ? Number(value.text) : undefined;
}

function zipped(lists: readonly (readonly Value[] | undefined)[], place: Place): Value | undefined {
  const known = lists.filter((items) => items !== undefined);
  if (known.length < lists.length) return undefined;
  const length = Math.min(...known.map((items) => items.length));
  return list(Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, index) => ({ kind: 'list', place, items: known.flatMap((items) => items[index] ?? []) })), place);
}

function range(args: readonly Value[], place: Place): Value | undefined {
  const numbers = args.map((arg) => (arg.kind === 'number' ? Number(arg.text) : undefined));
  const [first, second, step = 1] = numbers;
  const [start, end] = args.length === 1 ? [0, first] : [first, second];
  if (start === undefined || end === undefined || numbers.includes(undefined) || step < 1 || (end - start) / step > 1000) return undefined;
  const standIn = args.some(holdsStandIn) ? { standIn: true as const } : {};
  return list(Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, index): Value => ({ kind: 'number', place, text: String(start + index * step), ...standIn })), place);
}

function anyOrAll(any: boolean, over: Value | undefined, place: Place): Value | undefined {
  if (over?.kind === 'condition') return any ? over : undefined;
  const truths = over && itemsOf(over)?.map(truthOf);
  if (!truths) return undefined;
  if (truths.includes(any)) return { kind: 'bool', place, value: any };
  return truths.every((truth) => truth === !any) ? { kind: 'bool', place, value: !any } : undefined;
}
