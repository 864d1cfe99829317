import { edited } from '../../../text/edit.ts';
import type { Span, TextEdit } from '../../../text/place.ts';
import type { FunctionDef, PythonFile } from '../python.ts';
import { indented } from './as-execute.ts';
import { declared, docstringSpan } from './declared.ts';

/** What a new revision is called and what it follows. */
export interface Naming { readonly id: string; readonly after: string; readonly about: string }

/** Blocks of code; `downgrade` undefined: what the other file says of the way back holds for this one. */
export interface Functions { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] | undefined }

/** A revision file like another one of the same project: its imports, its variables and its functions, with other contents. */
export function newRevision(file: PythonFile, { id, after, about }: Naming, { upgrade, downgrade }: Functions): string {
  const { text } = file.source;
  const quote = quoteIn(text, declared(file, 'revision'));
  const variable = (name: string, value: string): readonly TextEdit[] => {
    const span = declared(file, name);
    return span ? [{ span, text: value }] : [];
  };
  const docstring = docstringSpan(file);
  const code = [...upgrade, ...downgrade ?? []].join('\n');
  const functions = file.body.filter((node) => node.nodeType === 'FunctionDef');
  return edited(text, [
    ...(docstring ? [{ span: docstring, text: docstringFor(text.slice(docstring.start, docstring.end), { id, after, about }) }] : []),
    ...variable('revision', quote + id + quote),
    ...variable('down_revision', quote + after + quote),
    ...variable('branch_labels', 'None'),
    ...variable('depends_on', 'None'),
    ...functions.flatMap((node): readonly TextEdit[] => {
      if (node.name === 'upgrade') return [{ span: bodySpan(node, file), text: indented(upgrade.join('\n'), 4).trimStart() }];
      if (node.name === 'downgrade') return downgrade ? [{ span: bodySpan(node, file), text: indented(downgrade.join('\n'), 4).trimStart() }] : [];
      return code.includes(node.name) ? [] : [{ span: wholeSpan(node, file), text: '' }];
    }),
  ]).replace(/\n{4,}/g, '\n\n\n');
}

function quoteIn(text: string, span: Span | undefined): string {
  return span && text[span.start] === '"' ? '"' : "'";
}

/** The first paragraph says what it is; Alembic's own lines below it name the revisions. */
function docstringFor(docstring: string, { id, after, about }: Naming): string {
  return docstring
    .replace(/^([rRuU]*(?:"""|'''|"|'))\s*[^]*?(?=\n[ \t]*\n|\n[ \t]*Revision ID:|(?:"""|'''|"|')$)/, (_, open: string) => open + about)
    .replace(/^([ \t]*Revision ID:[ \t]*).*$/m, `$1${id}`)
    .replace(/^([ \t]*Revises:[ \t]*).*$/m, `$1${after}`);
}

function bodySpan(node: FunctionDef, file: PythonFile): Span {
  const [first] = node.body;
  const { end } = file.placeOf(node).span;
  if (!first) return { start: end, end };
  const { text } = file.source;
  const head = text.indexOf('\n', file.placeOf(node).span.start) + 1;
  const { start } = file.placeOf(first).span;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = start - line;
  return { start: line > head ? head + indent : start, end };
}

function wholeSpan(node: FunctionDef, file: PythonFile): Span {
  const { start, end } = file.placeOf(node).span;
  const { text } = file.source;
  const behind = text.slice(end).search(/[^\s]|$/);
  return { start, end: end + behind };
}
