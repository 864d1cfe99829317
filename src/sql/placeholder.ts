import type { Span } from '../text/place.ts';
import type { Token } from './tokens.ts';
import { nextToken } from './tokens.ts';

/** A word that a tool replaces before PostgreSQL sees the text. `name`: by which a value is given for it. */
export interface Placeholder extends Span {
  readonly written: string;
  readonly name: string;
  /** It stands in a string, a quoted name or a quoted body, and the quotes around it stay. */
  readonly quoted: boolean;
}

/** Words that cannot be SQL where they stand outside quotes, and whose they are. The group is the name. */
const SURE = {
  'Jinja tags': /\{%([\s\S]{0,500}?)%\}|\{#([\s\S]{0,2000}?)#\}/,
  'Go, Jinja, Mustache': /\{\{(?:[-~#]?)\s*((?:(?!\{\{)[\s\S]){0,500}?)\s*-?\}\}/,
  'Flyway, shells': /\$\{\s*([^{}\r\n]*?)\s*\}/,
  'ERB, EJS': /<%[=-]?\s*([\s\S]{0,500}?)\s*-?%>/,
  'Ruby, MyBatis': /#\{\s*([^{}\r\n]*?)\s*\}/,
  'pg-promise': /\$\[\s*([^[\]\r\n]*?)\s*\]/,
  'SQLCMD': /\$\(\s*([A-Za-z_][\w.]*)\s*\)/,
  'Python': /\{\s*([\w.]*)\s*\}/,
} as const;

/** Words that may be SQL as well, so that they are looked for only where PostgreSQL cannot read a statement. */
const PERHAPS = {
  'psql': /(?<![:\w\]'")}]):(?:'([^'\r\n]+)'|"([^"\r\n]+)"|([A-Za-z_]\w*))/,
  'Python': /%\((\w+)\)s/,
  'Python, C': /(?<![\w)%])%([sdiILf])(?!\w)/,
  'Ant, Liquibase': /@(\w+)@/,
  'SqlRender': /(?<![\w@])@([A-Za-z_]\w*)/,
  'Windows': /\$?%([A-Za-z_]\w*)%\$?/,
  'PHP, shells': /(?<![\w$])\$([A-Za-z_]\w*)/,
  'MyBatis': /#([A-Za-z_]\w*)#/,
  'SQL*Plus': /(?<![\w&])&&?([A-Za-z_]\w*)\.?/,
  'JDBC, MySQL': /(?<![\w?@<])\?(?![\w?|&>])/,
} as const;

/** Who is known to fill placeholders in, in quotes as well: Flyway its `${name}`. */
export type Sender = 'flyway' | undefined;

interface Match extends Span { readonly form: string; readonly written: string; readonly name: string }

/**
 * Placeholders that can be nothing else. In quotes such words are mostly data, such as `'{{name}}'` in the text of a
 * mail: there they count where the sender is known to fill them in, or where their form stands outside strings as well
 * (of Python's `{name}`, which looks like an array, the same name).
 */
export function placeholdersIn(text: string, sender?: Sender): readonly Placeholder[] {
  const matches = matchesOf(text, ALL_SURE);
  if (matches.length === 0) return [];
  const { outside, quoted, sure } = sorted(text, matches);
  const shown = new Set([...outside, ...sure].map(keyOf));
  if (sender === 'flyway') shown.add('Flyway, shells');
  return matches
    .filter((match) => outside.has(match) || (quoted.has(match) && shown.has(keyOf(match))))
    .map((match) => placeholder(match, quoted.has(match)));
}

/** Words of a statement that PostgreSQL refuses which may be placeholders. */
export function perhapsPlaceholdersIn(sql: string): readonly Placeholder[] {
  const matches = matchesOf(sql, ALL_PERHAPS);
  if (matches.length === 0) return [];
  const { outside } = sorted(sql, matches);
  return [...outside].map((match) => placeholder(match, false));
}

/** The variables of psql in a statement: `:name`, `:'name'` and `:"name"` outside quotes, neither in `::` nor in `:=`. */
export function variablesIn(sql: string): readonly Placeholder[] {
  const matches = matchesOf(sql, VARIABLES);
  return matches.length === 0 ? [] : [...sorted(sql, matches).outside].map((match) => placeholder(match, false));
}

function keyOf({ form, name }: Match): string {
  return form === 'Python' ? `${form} ${name}` : form;
}

function placeholder({ start, end, written, name }: Match, quoted: boolean): Placeholder {
  return { start, end, written, name, quoted };
}

/** Forms that are looked for together. `sign`: what stands in each of them, so that most texts are not searched. */
interface Forms { readonly each: Readonly<Record<string, RegExp>>; readonly any: RegExp; readonly sign: RegExp }

function formsOf(each: Forms['each'], sign: RegExp): Forms {
  return { each, any: new RegExp(Object.values(each).map(({ source }) => source).join('|'), 'g'), sign };
}

const ALL_SURE = formsOf(SURE, /\{|<%|\$[[(]/);
const ALL_PERHAPS = formsOf(PERHAPS, /(?<!:):["'A-Za-z_]|[%@#$&?]/);
const VARIABLES = formsOf({ psql: PERHAPS.psql }, /:/);

function matchesOf(text: string, { each, any, sign }: Forms): readonly Match[] {
  if (!sign.test(text)) return [];
  return [...text.matchAll(any)].map((found): Match => {
    const [written] = found;
    const form = Object.keys(each).find((key) => each[key]?.test(written)) ?? '';
    const name = found.slice(1).find((group) => group !== undefined) ?? '';
    return { form, written, name: name.replace(/^[.$]/, ''), start: found.index, end: found.index + written.length };
  });
}

/**
 * Which of the words stand outside quotes and comments, and which in quotes. `sure`: those in quotes that are no data,
 * in a name, or with quotes of their own (`'{{ index . 'a' }}'`).
 */
function sorted(text: string, matches: readonly Match[]): { readonly outside: ReadonlySet<Match>; readonly quoted: ReadonlySet<Match>; readonly sure: readonly Match[] } {
  const outside = new Set<Match>();
  const quoted = new Set<Match>();
  const sure: Match[] = [];
  let token = nextToken(text, 0);
  for (const match of matches) {
    while (token && token.end <= match.start) token = nextToken(text, token.end);
    if (token && token.start < match.start && isQuoted(token)) {
      if (token.kind !== 'comment') quoted.add(match);
      if (token.kind === 'name' || (token.kind === 'string' && token.end < match.end)) sure.push(match);
      if (token.end < match.end) token = nextToken(text, match.end);
      continue;
    }
    outside.add(match);
    token = nextToken(text, match.end);
  }
  return { outside, quoted, sure };
}

function isQuoted({ kind }: Token): boolean {
  return kind === 'string' || kind === 'name' || kind === 'dollar string' || kind === 'comment' || kind === 'open';
}
