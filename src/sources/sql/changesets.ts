import { ALWAYS } from '../../migrations/condition.ts';
import type { Step, Unread } from '../../migrations/migration.ts';
import type { Span } from '../../text/place.ts';
import { addressable } from './file-name.ts';
import type { SqlFile } from './file.ts';
import type { FileText } from './file-text.ts';
import type { Entry } from './layout.ts';
import { inPieces } from './pieces.ts';
import { stepsOf } from './steps.ts';

export const FORMATTED = /^--[ \t]*liquibase formatted sql\b/im;

const CHANGESET = /^(--[ \t]*changeset[ \t]+"?)([^\s:"]+)"?:"?([^\s"]+)"?([^\n]*)$/gim;
const ROLLBACK = /^--[ \t]*rollback[ \t]+([^\n]*)$/gim;

/**
 * The changesets of a file of Liquibase's formatted SQL, each a migration of its own: what follows its line is the way up,
 * the comments `--rollback …` the way down. https://docs.liquibase.com/concepts/changelogs/sql-format.html
 */
export function changesetsOf({ name, path }: Entry, file: FileText): readonly SqlFile[] {
  const { sql: text, reads } = file;
  const heads = [...text.matchAll(CHANGESET)];
  return heads.flatMap((head, at): readonly SqlFile[] => {
    const [line, word = '', author = '', id = '', options = ''] = head;
    if (!isForPostgres(options)) return [];
    const span: Span = { start: head.index + line.length, end: heads[at + 1]?.index ?? text.length };
    const start = head.index + word.length;
    const optsOut = /\brunInTransaction:\s*false\b/i.test(options);
    const down = rollback(file, span);
    return [{
      name: { ...name, version: undefined, words: id.replace(/[_-]+/g, ' '), part: 'both' },
      path,
      reads,
      header: { revision: { id: addressable(`${author}:${id}`), span: { start, end: start + author.length + 1 + id.length } }, dependsOn: [], labels: [], prose: '' },
      up: { path, optsOut, steps: upgrade(file, span, options) },
      down: down && { path, optsOut, steps: down },
    }];
  });
}

function isForPostgres(options: string): boolean {
  const [, dbms] = /\bdbms:\s*"?([^\s"]+)/i.exec(options) ?? [];
  return dbms === undefined || dbms.split(',').some((one) => one === 'all' || one === 'postgresql' || (one.startsWith('!') && one !== '!postgresql'));
}

function upgrade(file: FileText, span: Span, options: string): readonly Step[] {
  const [, delimiter] = /\bendDelimiter:\s*(\S+)/i.exec(options) ?? [];
  if (delimiter !== undefined && delimiter !== ';') return [unread(file.path, span, `\`endDelimiter:${delimiter}\` parts this changeset in a way that Phasewise does not read.`)];
  return inPieces(stepsOf(file, span), file.path, /\bsplitStatements:\s*false\b/i.test(options) ? [span] : []);
}

/** Undefined: none is written. `--rollback empty` and `not required` undo nothing. */
function rollback(file: FileText, { start, end }: Span): readonly Step[] | undefined {
  const lines = [...file.sql.slice(start, end).matchAll(ROLLBACK)].map((line) => {
    const [whole, sql = ''] = line;
    return { sql: sql.trim(), start: start + line.index + whole.length - sql.length, end: start + line.index + whole.length };
  });
  if (lines.length === 0) return undefined;
  const [first, last] = [lines[0], lines.at(-1)];
  if (first && last && lines.slice(0, -1).some(({ sql }) => !sql.endsWith(';'))) {
    return [unread(file.path, { start: first.start, end: last.end }, 'A statement of this rollback goes over several comments, which Phasewise does not read; write each on one line.')];
  }
  return lines.filter(({ sql }) => !/^(?:empty|not required)$/i.test(sql)).flatMap((line) => stepsOf(file, line));
}

function unread(path: string, span: Span, reason: string): Unread {
  return { kind: 'unread', reason, place: { path, span }, reach: 'anything', when: ALWAYS };
}
