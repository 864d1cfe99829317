import type { Filing } from '../../../migrations/author.ts';
import type { CannotWrite, FileChange } from '../../../migrations/division.ts';
import type { Migration } from '../../../migrations/migration.ts';
import { nameOf } from '../../../text/path.ts';
import type { Span, TextEdit } from '../../../text/place.ts';
import { parsePython } from '../python.ts';
import { declared, docstringSpan } from './declared.ts';

/** A revision that follows another one than before: its variables, and what its docstring says of them. */
export function pointedAnew({ upgrade: { path } }: Migration, from: string, to: string, filing: Filing): readonly FileChange[] | CannotWrite {
  const text = filing.textOf(path);
  const file = parsePython({ path, text, hash: '' });
  if (file.kind !== 'python') return { cannot: `${nameOf(path)} is not valid Python.` };
  const values = ['down_revision', 'depends_on'].flatMap((name) => declared(file, name) ?? []);
  const edits = values.flatMap((span) => replacedIn(text, span, new RegExp(`(?<=["'])${escaped(from)}(?=["'])`, 'g'), to));
  if (edits.length === 0) return { cannot: `${nameOf(path)} follows it and does not name it in plain words, so it cannot be made to follow another revision.` };
  const docstring = docstringSpan(file);
  const said = docstring ? replacedIn(text, docstring, new RegExp(`(?<=^Revises:[^\\n]*\\b)${escaped(from)}\\b`, 'gm'), to) : [];
  return [{ kind: 'edit', path, edits: [...edits, ...said] }];
}

function replacedIn(text: string, span: Span, what: RegExp, by: string): readonly TextEdit[] {
  return [...text.slice(span.start, span.end).matchAll(what)].map(({ 0: found, index }) => {
    const start = span.start + index;
    return { span: { start, end: start + found.length }, text: by };
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
