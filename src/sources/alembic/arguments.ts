import type { Place } from '../../text/place.ts';
import { stringOf } from './string-of.ts';
import { noLiteral } from './given.ts';
import type { CallValue, KeywordValue, StringValue, Value } from './value.ts';
import { NotRead, unknownIn } from './value.ts';

/** A value of a call with the place that caused it: the whole `nullable=False`, or the positional argument. */
export interface Given { readonly value: Value; readonly place: Place }
export interface Flag { readonly value: boolean; readonly place: Place }

export const ANY_KEYWORDS = 'Which keywords this gives is decided while Python runs.';

/** Other databases' keywords: Alembic takes them and says nothing about them on PostgreSQL. */
const FOREIGN = /^(?:mysql|mariadb|sqlite|mssql|oracle|cockroachdb|snowflake|redshift)_/;

/**
 * The arguments of a call by the names of its parameters, in the order in which they may be positional. What was
 * given and is not among `positional` and `keywords` is refused: an unknown keyword may change the SQL.
 */
export class Arguments {
  readonly call: CallValue;
  readonly #given = new Map<string, Given>();
  /** Positional arguments beyond the named ones: the columns of a table. */
  readonly rest: readonly Value[];

  constructor(call: CallValue, positional: readonly string[], keywords: readonly string[] = [], rest: 'rest' | 'no rest' = 'no rest') {
    this.call = call;
    this.rest = call.args.slice(positional.length);
    for (const [index, value] of call.args.slice(0, positional.length).entries()) {
      if (value.kind === 'unknown') throw noLiteral(value, value.reason);
      const name = positional[index];
      if (name !== undefined) this.#given.set(name, { value, place: value.place });
    }
    const [extra] = this.rest;
    if (extra && rest === 'no rest') throw new NotRead('Alembic does not take this many arguments here.', extra.place);
    for (const keyword of call.keywords) this.#take(keyword, new Set([...positional, ...keywords]));
  }

  #take(keyword: KeywordValue, known: ReadonlySet<string>): void {
    const { name, value, place } = keyword;
    if (FOREIGN.test(name)) return;
    if (!known.has(name)) {
      throw new NotRead(name === '**' ? ANY_KEYWORDS : `Phasewise does not know the keyword ${name} here.`, place);
    }
    if (!name.startsWith('existing_') && value.kind === 'unknown') throw noLiteral(value, value.reason);
    this.#given.set(name, { value, place });
  }

  /** What was given, `None` included. */
  given(name: string): Given | undefined {
    return this.#given.get(name);
  }

  /** What was given, where `None` is the same as nothing. */
  some(name: string): Given | undefined {
    const given = this.#given.get(name);
    return given?.value.kind === 'none' ? undefined : given;
  }

  need(name: string): Given {
    const given = this.#given.get(name);
    if (!given) throw new NotRead(`The argument ${name} is missing here.`, this.call.place);
    return given;
  }

  string(name: string): StringValue {
    return asString(this.need(name).value, name);
  }

  optionalString(name: string): StringValue | undefined {
    const given = this.some(name);
    return given && asString(given.value, name);
  }

  flag(name: string): Flag | undefined {
    const given = this.some(name);
    if (!given) return undefined;
    if (given.value.kind !== 'bool') throw noLiteral(given.value, `${name} is neither True nor False here.`, given.place);
    return { value: given.value.value, place: given.place };
  }

  isTrue(name: string): boolean {
    return this.flag(name)?.value === true;
  }

  /** A list of strings; one string counts as a list of one. */
  strings(name: string): readonly StringValue[] {
    return stringsIn(this.need(name).value, name);
  }
}

export function asString(value: Value, what: string): StringValue {
  const text = stringOf(value)?.value;
  if (text) return text;
  throw noLiteral(value, unknownIn(value) ?? `Phasewise cannot read ${what} here: it is no string literal.`);
}

export function stringsIn(value: Value, what: string): readonly StringValue[] {
  if (value.kind === 'list') return value.items.map((item) => asString(item, what));
  return [asString(value, what)];
}
