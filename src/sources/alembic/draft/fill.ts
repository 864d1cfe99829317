import { evaluate } from '../expression.ts';
import { itemsOf } from '../iterate.ts';
import { stringAt } from '../member.ts';
import { parsePython } from '../python.ts';
import { Scope } from '../scope.ts';
import { truthOf } from '../truth.ts';
import type { CallValue, Value } from '../value.ts';
import type { Moment } from './moment.ts';
import { momentText } from './moment.ts';
import { reprOf } from './python-literal.ts';
import type { NotPlain, Part } from './template.ts';
import { partsOf } from './template.ts';

/** What Alembic hands to script.py.mako: texts, ids (none: None, one: a text, several: a tuple), and the time. */
export interface Handed {
  readonly texts: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Ids that are a tuple even where there is one. */
  readonly tuples: Readonly<Record<string, readonly string[]>>;
  readonly moment: Moment;
}

/** Fills a template in without running it. */
export function filled(template: string, handed: Handed): string | NotPlain {
  const parts = partsOf(template);
  if ('because' in parts) return parts;
  try {
    return rendered(parts, handed, new Map());
  } catch (error) {
    if (error instanceof Unfillable) return { line: error.line, because: error.message };
    throw error;
  }
}

/** An expression that only Python can work out. */
class Unfillable extends Error {
  readonly line: number;

  constructor(line: number, code: string) {
    super(`nobody can work out \`${code}\` without running it`);
    this.line = line;
  }
}

type Bound = ReadonlyMap<string, Value>;

function rendered(parts: readonly Part[], handed: Handed, bound: Bound): string {
  return parts.map((part): string => {
    switch (part.kind) {
      case 'text': return part.text;
      case 'expression': return expressed(part, handed, bound);
      case 'choice': {
        const arm = part.arms.find(({ test, line }) => test === undefined || holds(test, line, handed, bound));
        return arm ? rendered(arm.body, handed, bound) : '';
      }
      case 'loop': {
        const items = itemsOf(valueOf(part.over, part.line, handed, bound));
        if (!items) throw new Unfillable(part.line, part.over);
        return items.map((item) => rendered(part.body, handed, new Map([...bound, [part.name, item]]))).join('');
      }
    }
  }).join('');
}

function expressed({ code, filters, line }: Extract<Part, { kind: 'expression' }>, handed: Handed, bound: Bound): string {
  let value = valueOf(code, line, handed, bound);
  for (const filter of filters) {
    const done = filter === 'n' || filter === 'str' || filter === 'unicode' ? value : filteredBy(filter, value);
    if (!done) throw new Unfillable(line, `${code} | ${filter}`);
    value = done;
  }
  const text = shown(value, handed.moment);
  if (text === undefined) throw new Unfillable(line, code);
  return text;
}

function filteredBy(filter: string, value: Value): Value | undefined {
  if (filter === 'trim' && value.kind === 'string') return stringAt(value.text.text.trim(), value.place);
  return filter === 'comma' ? withCommas(value) : undefined;
}

function holds(test: string, line: number, handed: Handed, bound: Bound): boolean {
  const truth = truthOf(valueOf(test, line, handed, bound));
  if (typeof truth !== 'boolean') throw new Unfillable(line, test);
  return truth;
}

function valueOf(code: string, line: number, handed: Handed, bound: Bound): Value {
  const file = parsePython({ path: '', text: code, hash: '' });
  const [only, ...others] = file.kind === 'python' ? file.body : [];
  if (file.kind !== 'python' || only?.nodeType !== 'Expr' || others.length > 0) throw new Unfillable(line, code);
  const scope = new Scope(file, undefined, { caller: { invoke: (call) => called(call, handed.moment) } });
  const place = file.placeOf(only);
  const id = (text: string) => stringAt(text, place);
  for (const [name, text] of Object.entries(handed.texts)) scope.bind(name, id(text));
  for (const [name, ids] of Object.entries(handed.tuples)) scope.bind(name, ids.length === 0 ? { kind: 'none', place } : { kind: 'list', place, items: ids.map(id) });
  for (const [name, ids] of Object.entries(handed.ids)) scope.bind(name, ids[0] !== undefined && ids.length === 1 ? id(ids[0]) : ids.length === 0 ? { kind: 'none', place } : { kind: 'list', place, items: ids.map(id) });
  for (const name of ['create_date', 'comma']) scope.bind(name, { kind: 'named', place, name });
  for (const [name, value] of bound) scope.bind(name, value);
  return evaluate(only.value, scope);
}

function called({ of, args: [first], place }: CallValue, moment: Moment): Value | undefined {
  if (of.kind !== 'named' || !first) return undefined;
  switch (of.name) {
    case 'builtins.repr': {
      const text = literal(first);
      return text === undefined ? undefined : stringAt(text, place);
    }
    case 'builtins.str': {
      const text = shown(first, moment);
      return text === undefined ? undefined : stringAt(text, place);
    }
    case 'comma': return withCommas(first);
    case 'create_date.strftime': {
      const text = first.kind === 'string' ? formatted(first.text.text, moment) : undefined;
      return text === undefined ? undefined : stringAt(text, place);
    }
    default: return undefined;
  }
}

/** As Python's `str()`. */
function shown(value: Value, moment: Moment): string | undefined {
  if (value.kind === 'string') return value.text.text;
  if (value.kind !== 'named') return literal(value);
  if (value.name === 'create_date') return momentText(moment);
  const part = /^create_date\.(year|month|day|hour|minute|second)$/.exec(value.name)?.[1];
  return part === undefined ? undefined : String(Reflect.get(moment, part));
}

function literal(value: Value): string | undefined {
  switch (value.kind) {
    case 'none': return 'None';
    case 'bool': return value.value ? 'True' : 'False';
    case 'number': return value.text;
    case 'string': return reprOf(value.text.text);
    case 'list': {
      const items = value.items.map(literal);
      return items.includes(undefined) ? undefined : `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    }
    default: return undefined;
  }
}

/** Alembic's `comma`: "a, b"; nothing for None. */
function withCommas(value: Value): Value | undefined {
  if (value.kind === 'string') return value;
  if (value.kind === 'none') return stringAt('', value.place);
  const items = value.kind === 'list' ? value.items.map((item) => (item.kind === 'string' ? item.text.text : undefined)) : [undefined];
  return items.includes(undefined) ? undefined : stringAt(items.join(', '), value.place);
}

const TWO_DIGITS: Readonly<Record<string, 'month' | 'day' | 'hour' | 'minute' | 'second'>> = { m: 'month', d: 'day', H: 'hour', M: 'minute', S: 'second' };

/** `strftime` with the codes that say the same in every language. */
function formatted(format: string, moment: Moment): string | undefined {
  let isKnown = true;
  const text = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S').replace(/%(.?)/g, (_, code: string) => {
    const part = TWO_DIGITS[code];
    if (part) return String(moment[part]).padStart(2, '0');
    if (code === 'Y') return String(moment.year);
    if (code === '%') return '%';
    isKnown = false;
    return '';
  });
  return isKnown ? text : undefined;
}
