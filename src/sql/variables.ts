import { quoteLiteral } from './quote.ts';

/** What psql has in its variables; undefined: set to something that is not known. */
export type Variables = ReadonlyMap<string, string | undefined>;

/** What a `\set` of psql leaves behind: all its arguments, joined. https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMAND-SET */
export function afterSet(variables: Variables, argument: string): Variables {
  const [name, ...values] = argumentsOf(argument, variables);
  if (name === undefined) return variables;
  const value = values.includes(undefined) ? undefined : values.join('');
  return new Map([...variables, [name, value]]);
}

export function afterUnset(variables: Variables, argument: string): Variables {
  const left = new Map(variables);
  left.delete(argument.trim());
  return left;
}

/** The condition of an `\if`: psql takes booleans only. Undefined: it depends on what is not known. */
export function truthOf(argument: string, variables: Variables): boolean | undefined {
  const asked = /^:\{\?(\w+)\}$/.exec(argument.trim())?.[1];
  if (asked !== undefined) return variables.has(asked) ? true : undefined;
  const [word, ...more] = argumentsOf(argument, variables);
  if (word === undefined || more.length > 0 || word === '') return undefined;
  if (/^(?:t|tr|tru|true|y|ye|yes|on|1)$/i.test(word)) return true;
  return /^(?:f|fa|fal|fals|false|n|no|of|off|0)$/i.test(word) ? false : undefined;
}

/** The arguments of a command, with the values of its variables; undefined: one that is not known. */
export function argumentsOf(text: string, variables: Variables): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const part = /'((?:[^'\\]|''|\\[\s\S])*)'|"([^"]*)"|`([^`]*)`|:'(\w+)'|:"(\w+)"|:(\w+)|([^\s'"`:]+|:)/y;
  let at = 0;
  let glued = false;
  while (at < text.length) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    if (blank.test(text)) {
      at = blank.lastIndex;
      glued = false;
      continue;
    }
    part.lastIndex = at;
    const match = part.exec(text);
    if (!match) return [...found, undefined];
    at = part.lastIndex;
    const value = valueOf(match, variables);
    const before = found.at(-1);
    if (glued) found[found.length - 1] = before === undefined || value === undefined ? undefined : before + value;
    else found.push(value);
    glued = true;
  }
  return found;
}

function valueOf([, single, double, command, literal, name, plain, word]: RegExpExecArray, variables: Variables): string | undefined {
  if (single !== undefined) return single.replace(/''|\\([\s\S])/g, (_, sign?: string) => (sign === undefined ? "'" : ESCAPES[sign] ?? sign));
  if (double !== undefined) return `"${double}"`;
  if (command !== undefined) return undefined;
  const variable = literal ?? name ?? plain;
  return variable === undefined ? word : valueAs(variables.get(variable), literal === undefined ? name === undefined ? '' : '"' : "'");
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', r: '\r', f: '\f' };

/** A value as psql puts it into the text: `:name` as it is, `:'name'` as a string, `:"name"` as a name. */
export function valueAs(value: string | undefined, quote: string): string | undefined {
  if (value === undefined || quote === '') return value;
  return quote === "'" ? quoteLiteral(value) : `"${value.replaceAll('"', '""')}"`;
}
