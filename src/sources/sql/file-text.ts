import type { Placeholder, Sender } from '../../sql/placeholder.ts';
import { placeholdersIn } from '../../sql/placeholder.ts';
import type { Aside } from '../../sql/psql.ts';
import { psqlText } from '../../sql/psql.ts';
import { blankFor, nameFor } from '../../sql/stand-in.ts';
import type { Branch } from '../../sql/template.ts';
import { templateOf } from '../../sql/template.ts';
import type { Variables } from '../../sql/variables.ts';
import type { SourceText, Span } from '../../text/place.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { includedFile } from './included.ts';
import { Telling } from './telling.ts';

/** What is known around a file of SQL before it is read. */
export interface Setting {
  readonly world: World;
  /** Files outside this folder are not read for a file that includes them. */
  readonly root: string;
  /** Values of placeholders that the project states. */
  readonly values: Readonly<Record<string, string>>;
  readonly sender: Sender;
}

/** A file of SQL in which all that is not SQL is told apart. */
export interface FileText {
  readonly path: string;
  /** As long as the file: asides, tags and what is never sent are blank, placeholders are names. */
  readonly sql: string;
  readonly asides: readonly Aside[];
  readonly placeholders: readonly Placeholder[];
  /** Stretches of which only the sending tool knows whether they are sent; outer ones first. */
  readonly branches: readonly Branch[];
  /** What psql has in its variables at an offset. */
  variables(at: number): Variables;
  /** By the offset of the line that includes it: the file, or why it is not read. */
  readonly included: ReadonlyMap<number, FileText | string>;
  /** This file and those that it includes. */
  readonly reads: readonly Pick<SourceText, 'path' | 'hash'>[];
  readonly values: Setting['values'];
}

export function fileText(source: SourceText, setting: Setting): FileText {
  return textOf(source, setting, new Map(), { paths: [], budget: { left: MOST_INCLUDED } });
}

/** A text without a project around it: what it includes is not there. */
export function loneText(path: string, text: string): FileText {
  const world: World = { read: (file) => { throw new Unreadable(file, 'there is no such file'); }, list: () => [], kindOf: () => 'nothing' };
  return fileText({ path, text, hash: '' }, { world, root: '/', values: {}, sender: undefined });
}

/** Files that one file brings in, again and again included: more would be a circle or a bomb. */
const MOST_INCLUDED = 500;

/** The files that are being read, outermost first, and how many more may come. */
export interface Including { readonly paths: readonly string[]; readonly budget: { left: number } }

/** `given`: psql's variables before it. */
function textOf({ path, text, hash }: SourceText, setting: Setting, given: Variables, including: Including): FileText {
  const psql = psqlText(text);
  const inside: Including = { ...including, paths: [...including.paths, path] };
  const told = new Telling(given, text.length, (aside, variables) => {
    const found = includedFile(aside, path, variables, inside, setting);
    return typeof found === 'string' ? found : textOf(found, setting, variables, inside);
  });
  psql.asides.forEach((aside) => told.hear(aside));
  const { branches, unsent, included } = told.ended();

  const template = templateOf(placeholdersIn(psql.sql, setting.sender), text.length);
  const blocks = template.branches.map((branch) => ({ ...branch, block: branch.block + branches.length }));
  const all = [...branches, ...blocks].sort((a, b) => a.start - b.start || b.end - a.end);
  const blanks = [...template.tags, ...unsent, ...all.filter(({ taken }) => taken === false)];
  const isSent = ({ start }: Span) => !blanks.some((span) => span.start <= start && start < span.end);
  return {
    path,
    sql: blankedIn(namedIn(psql.sql, template.placeholders), blanks),
    asides: psql.asides.filter(isSent),
    placeholders: template.placeholders.filter(isSent),
    branches: all.filter((branch) => branch.taken === undefined && isSent(branch)),
    variables: (at) => told.variables(at),
    included,
    reads: [{ path, hash }, ...[...included.values()].flatMap((file) => (typeof file === 'string' ? [] : file.reads))],
    values: setting.values,
  };
}

function namedIn(text: string, placeholders: readonly Placeholder[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, written } of placeholders) {
    result += text.slice(from, start) + nameFor(written);
    from = end;
  }
  return result + text.slice(from);
}

function blankedIn(text: string, spans: readonly Span[]): string {
  return spans.reduce((sql, { start, end }) => sql.slice(0, start) + blankFor(sql.slice(start, end)) + sql.slice(end), text);
}
