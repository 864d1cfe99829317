import { nearest } from '../text/nearest.ts';
import { durationOf } from './duration.ts';
import { majorsOf } from './majors.ts';

/** Throws; `problem` is a sentence about the key. */
export type Refuse = (key: string, problem: string) => never;

/** A part of a JSON schema: https://json-schema.org/draft-07 */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A value that a configuration may hold: how it is read, and what editors are told of it. */
export interface Field<T> {
  readonly schema: JsonSchema;
  /** `key`: with those around it, "rules.naming.table". */
  read(value: unknown, key: string, refuse: Refuse): T;
}

type Table = Readonly<Record<string, unknown>>;
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never };

export function text(): Field<string> {
  return {
    schema: { type: 'string' },
    read: (value, key, refuse) => (typeof value === 'string' ? value : refuse(key, 'expected a text.')),
  };
}

export function flag(): Field<boolean> {
  return {
    schema: { type: 'boolean' },
    read: (value, key, refuse) => (typeof value === 'boolean' ? value : refuse(key, 'expected true or false.')),
  };
}

export function whole(least = 0): Field<number> {
  return {
    schema: { type: 'integer', minimum: least },
    read(value, key, refuse) {
      const number = typeof value === 'bigint' ? Number(value) : value;
      return typeof number === 'number' && Number.isInteger(number) && number >= least ? number : refuse(key, `expected a whole number from ${least} on.`);
    },
  };
}

export function choice<const T extends string>(words: readonly T[]): Field<T> {
  return {
    schema: { enum: words },
    read: (value, key, refuse) => words.find((word) => word === value) ?? refuse(key, `expected one of ${words.map((word) => `"${word}"`).join(', ')}.`),
  };
}

/** In milliseconds. */
export function duration(): Field<number> {
  return {
    schema: { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(ms|s|min|h)\\s*$' },
    read: (value, key, refuse) => durationOf(value) ?? refuse(key, 'expected a duration such as "100ms", "2s" or "30min".'),
  };
}

export function pattern(): Field<string> {
  return {
    schema: { type: 'string', format: 'regex' },
    read(value, key, refuse) {
      const written = text().read(value, key, refuse);
      try {
        new RegExp(written);
        return written;
      } catch (error) {
        return refuse(key, `it is no regular expression: ${error instanceof Error ? error.message : String(error)}.`);
      }
    },
  };
}

export function majors(): Field<readonly number[]> {
  return {
    schema: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'array', items: { type: 'integer' } }] },
    read: (value, key, refuse) => majorsOf(value) ?? refuse(key, 'expected majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].'),
  };
}

/** `such`: an example of what it looks like. */
export function texts(such = '["app", "audit"]'): Field<readonly string[]> {
  return {
    schema: { type: 'array', items: { type: 'string' } },
    read: (value, key, refuse) => (Array.isArray(value) && value.every((one): one is string => typeof one === 'string') ? value : refuse(key, `expected a list of texts, such as ${such}.`)),
  };
}

/** A table whose keys the writer chooses; numbers count as texts. */
export function named(): Field<Readonly<Record<string, string>>> {
  return {
    schema: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    read: (value, key, refuse) => Object.fromEntries(Object.entries(tableIn(value, key, refuse)).map(([name, one]) => {
      const isNumber = typeof one === 'number' || typeof one === 'bigint';
      return [name, isNumber ? String(one) : text().read(one, `${key}.${name}`, refuse)];
    })),
  };
}

/** A table whose keys are whole names of Python, `package.module.NAME`; TOML takes one for tables within tables unless it stands in quotes. */
export function imported<T>(of: Field<T>): Field<Readonly<Record<string, T>>> {
  return {
    schema: { type: 'object', propertyNames: { pattern: DOTTED.source }, additionalProperties: of.schema },
    read: (value, key, refuse) => Object.fromEntries(Object.entries(tableIn(value, key, refuse)).map(([name, one]) => {
      if (typeof one === 'object' && one !== null && !Array.isArray(one)) return refuse(`${key}.${name}`, `put the whole name in quotes: "${name}.…" = …`);
      return DOTTED.test(name) ? [name, of.read(one, `${key}."${name}"`, refuse)] : refuse(`${key}.${name}`, 'name it with its module, as it is imported: "package.module.NAME".');
    })),
  };
}

const DOTTED = /^[^.\s]+(\.[^.\s]+)+$/;

/** A text, a number, true or false. */
export function literal(): Field<string | number | boolean> {
  return {
    schema: { type: ['string', 'number', 'boolean'] },
    read(value, key, refuse) {
      const one = typeof value === 'bigint' ? Number(value) : value;
      return typeof one === 'string' || typeof one === 'boolean' || (typeof one === 'number' && Number.isFinite(one)) ? one : refuse(key, 'expected a text, a number, true or false.');
    },
  };
}

/** A list of tables: `[[key]]`. */
export function list<T>(of: Field<T>): Field<readonly T[]> {
  return {
    schema: { type: 'array', items: of.schema },
    read(value, key, refuse) {
      if (!Array.isArray(value)) return refuse(key, `expected a list of tables: [[${key}]].`);
      return value.map((one, at) => of.read(one, `${key}[${at}]`, refuse));
    },
  };
}

/** A table of these keys and no others; `what` says of one that is none of them that there is no such thing. */
export function table<const F extends Fields>(fields: F, what = 'there is no such key.'): Field<ValuesOf<F>> {
  return {
    schema: { type: 'object', additionalProperties: false, properties: Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema])) },
    read(value, key, refuse) {
      const given = tableIn(value, key, refuse);
      refuseUnknown(given, Object.keys(fields), key, what, refuse);
      // The keys are those of the fields, each read by its own.
      return Object.fromEntries(Object.entries(fields).flatMap(([name, field]) =>
        (given[name] === undefined ? [] : [[name, field.read(given[name], key === '' ? name : `${key}.${name}`, refuse)]]))) as ValuesOf<F>;
    },
  };
}

/** The same field, and a sentence about it for whoever writes it. */
export function told<T>(about: string, field: Field<T>): Field<T> {
  return { ...field, schema: { description: about, ...field.schema } };
}

export function tableIn(value: unknown, key: string, refuse: Refuse): Table {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return refuse(key, `expected a table: [${key}].`);
}

export function refuseUnknown(given: Table, known: readonly string[], parent: string, what: string, refuse: Refuse): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    refuse(parent === '' ? key : `${parent}.${key}`, meant === undefined ? what : `${what} Did you mean ${meant}?`);
  }
}
