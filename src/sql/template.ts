import type { Span } from '../text/place.ts';
import type { Placeholder } from './placeholder.ts';

/** A stretch of a template between two of its tags. `condition`: the words of the tag that decides whether it is sent. */
export interface Branch extends Span {
  /** Branches of one block exclude each other. */
  readonly block: number;
  readonly condition: string;
  /** Undefined: only the sending tool knows. */
  readonly taken: boolean | undefined;
  readonly loop: boolean;
  /** The tag that opens it. */
  readonly tag: Span;
}

export interface Template {
  readonly placeholders: readonly Placeholder[];
  /** Outer ones before those inside them. */
  readonly branches: readonly Branch[];
  /** Words of the template's language that leave no text. */
  readonly tags: readonly Span[];
}

type Tag =
  | { readonly kind: 'if' | 'loop' | 'else if'; readonly condition: string }
  | { readonly kind: 'open' | 'else' | 'end' | 'nothing' };

/** Parts what was found in a text into words that are replaced and tags that steer what is sent. */
export function templateOf(found: readonly Placeholder[], length: number): Template {
  const placeholders: Placeholder[] = [];
  const tags: Span[] = [];
  const branches: Branch[] = [];
  const open: Opened[] = [];
  let blocks = 0;

  const close = (end: number) => {
    const block = open.at(-1);
    if (block?.branch) branches.push({ ...block.branch, end });
  };
  for (const one of found) {
    const tag = tagOf(one.written);
    if (!tag) {
      placeholders.push(one);
      continue;
    }
    tags.push({ start: one.start, end: one.end });
    const begun = (block: number, condition: string, taken: boolean | undefined, loop = false) =>
      ({ block, condition, taken, loop, start: one.end, tag: { start: one.start, end: one.end } });
    const block = open.at(-1);
    switch (tag.kind) {
      case 'nothing':
        break;
      case 'open':
        open.push({ branch: undefined, taken: [] });
        break;
      case 'if':
      case 'loop': {
        const taken = tag.kind === 'loop' ? undefined : decided(tag.condition);
        open.push({ branch: begun(blocks++, one.written, taken, tag.kind === 'loop'), taken: [taken] });
        break;
      }
      case 'else':
      case 'else if': {
        if (!block?.branch) break;
        close(one.start);
        const own = 'condition' in tag ? decided(tag.condition) : true;
        const taken = block.taken.includes(true) ? false : block.taken.includes(undefined) ? (own === false ? false : undefined) : own;
        block.taken.push(own);
        block.branch = begun(block.branch.block, 'condition' in tag ? one.written : `${block.branch.condition} … ${one.written}`, taken);
        break;
      }
      case 'end':
        close(one.start);
        open.pop();
    }
  }
  while (open.length > 0) {
    close(length);
    open.pop();
  }
  return { placeholders, tags, branches: branches.sort((a, b) => a.start - b.start || b.end - a.end) };
}

interface Opened {
  /** Undefined: a block that is always sent. */
  branch: Omit<Branch, 'end'> | undefined;
  readonly taken: (boolean | undefined)[];
}

/** What a word between braces does; undefined: it is replaced by a text. */
function tagOf(written: string): Tag | undefined {
  if (written.startsWith('{#')) return { kind: 'nothing' };
  if (written.startsWith('{{')) return goTag(written.slice(2, -2).replace(/^[-~]|[-~]$/g, '').trim());
  if (written.startsWith('{%')) return jinjaTag(written.slice(2, -2).replace(/^[-+]|[-+]$/g, '').trim());
  return /^<%(?![=-])/.test(written) ? rubyTag(written.slice(2, -2).replace(/-$/, '').trim()) : undefined;
}

/** https://pkg.go.dev/text/template#hdr-Actions, and the blocks of Handlebars. */
function goTag(words: string): Tag | undefined {
  const [, word = '', rest = ''] = /^[#/^]?\s*(\w*)\s*([\s\S]*)$/.exec(words) ?? [];
  if (/^(?:\/\*|!)/.test(words) || /^\$\w+\s*:?=/.test(words)) return { kind: 'nothing' };
  if (words.startsWith('/')) return { kind: 'end' };
  if (words.startsWith('#') || words.startsWith('^')) return { kind: /^(?:each|for)/.test(word) ? 'loop' : 'if', condition: word === 'if' ? rest : `${word} ${rest}` };
  switch (word) {
    case 'if': return { kind: 'if', condition: rest };
    case 'range': return { kind: 'loop', condition: rest };
    case 'with':
    case 'define':
    case 'block': return { kind: 'if', condition: `${word} ${rest}` };
    case 'else': return rest === '' ? { kind: 'else' } : { kind: 'else if', condition: rest.replace(/^if\s+/, '') };
    case 'end': return { kind: 'end' };
    default: return undefined;
  }
}

/** https://jinja.palletsprojects.com/en/stable/templates/#list-of-control-structures */
function jinjaTag(words: string): Tag | undefined {
  const [, word = '', rest = ''] = /^(\w*)\s*([\s\S]*)$/.exec(words) ?? [];
  switch (word) {
    case 'if': return { kind: 'if', condition: rest };
    case 'elif':
    case 'elsif': return { kind: 'else if', condition: rest };
    case 'else': return { kind: 'else' };
    case 'for': return { kind: 'loop', condition: rest };
    case 'macro':
    case 'call': return { kind: 'if', condition: words };
    case 'set':
    case 'do':
    case 'import':
    case 'from':
      return { kind: word === 'set' && !rest.includes('=') ? 'open' : 'nothing' };
    case 'block':
    case 'raw':
    case 'with':
    case 'filter':
    case 'autoescape': return { kind: 'open' };
    default: return word.startsWith('end') ? { kind: 'end' } : undefined;
  }
}

function rubyTag(words: string): Tag {
  if (words.startsWith('#')) return { kind: 'nothing' };
  if (/^(?:end\b|\})/.test(words)) return /\}\s*else\b/.test(words) ? { kind: 'else' } : { kind: 'end' };
  const [, word = '', rest = ''] = /^(\w*)\s*([\s\S]*)$/.exec(words) ?? [];
  if (word === 'else') return { kind: 'else' };
  if (word === 'elsif') return { kind: 'else if', condition: rest };
  if (word === 'if' || word === 'unless') return { kind: 'if', condition: word === 'if' ? rest : words };
  return /\bdo\b|\{\s*$/.test(words) ? { kind: 'loop', condition: words } : { kind: 'nothing' };
}

const DIALECTS: Readonly<Record<string, boolean>> = {
  postgres: true, postgresql: true, pg: true, pgsql: true, psql: true, ispostgres: true,
  mysql: false, mariadb: false, sqlite: false, sqlite3: false, mssql: false, sqlserver: false, oracle: false, cockroach: false,
  cockroachdb: false, h2: false, db2: false, clickhouse: false, ismysql: false, issqlite: false,
};

/** A condition that asks for nothing but the kind of database is decided: it is PostgreSQL that we read for. */
function decided(condition: string): boolean | undefined {
  const compared = /^(?:eq\s+[.$\w]+\s+|[.$\w]+\s*==\s*)["'](\w+)["']$/.exec(condition);
  if (compared) return DIALECTS[compared[1]?.toLowerCase() ?? ''];
  const words = condition.match(/[A-Za-z]\w*|\|\||&&|!/g) ?? [];
  const isNot = /^(?:not\s+|!\s*)/.test(condition);
  const names = words.filter((word) => !/^(?:or|and|not|\|\||&&|!)$/.test(word));
  const answers = names.map((name) => DIALECTS[name.toLowerCase()]);
  if (isNot && answers.length > 1) return undefined;
  const all = words.some((word) => word === 'and' || word === '&&');
  if (answers.length > 1) return answers.includes(!all) ? !all : answers.includes(undefined) ? undefined : all;
  const [answer] = answers;
  return isNot && answer !== undefined ? !answer : answer;
}
