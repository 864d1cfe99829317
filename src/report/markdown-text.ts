import { isAbsolute } from '../text/path.ts';
import { printable } from './printable.ts';

/**
 * A text as Markdown that shows it letter by letter, in a line or in a cell of a table; SQL between backticks becomes
 * code. Nothing in it can end the cell, bring HTML, call a person (`@`), or name an issue (`#1`).
 */
export function inline(text: string): string {
  const parts = printable(text).split(/(`[^`]+`)/);
  const shown = parts.map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : plain(part))).join('');
  return shown.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([-+=#])/, '\\$1');
}

/** Code in a line. What would be a problem between backticks in a cell is said by number, for which the tag must do. */
export function code(text: string): string {
  const content = printable(text);
  return /[`|\\]|^\s|\s$|^$/.test(content) ? `<code>${plain(content)}</code>` : `\`${content}\``;
}

/** Text in HTML in which no Markdown is read, such as a summary. */
export function html(text: string): string {
  return apart(printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

/** A block of code: the fence is longer than any in it. */
export function fenced(lines: string, language: string): string {
  const longest = Math.max(2, ...(lines.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines}\n${fence}`;
}

/** A link to a line of a file. `host`: how the address of a file begins; what lies outside of the repository has none. */
export function linkTo(words: string, { path, line, host = '' }: { readonly path: string; readonly line: number; readonly host?: string | undefined }): string {
  if (isAbsolute(path)) return inline(words);
  return `[${inline(words)}](${host}${path.split('/').map(encoded).join('/')}#L${line})`;
}

function encoded(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const NUMBERED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '|': '&#124;', '\\': '&#92;', '`': '&#96;' };

function plain(text: string): string {
  const safe = text
    .replace(/[&<>|\\`]/g, (sign) => NUMBERED[sign] ?? sign)
    .replace(/[*~[\]]/g, '\\$&')
    // Within a word it means nothing: https://github.github.com/gfm/#emphasis-and-strong-emphasis
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
  return apart(safe);
}

/** Code hosts read more than Markdown in a text: people, issues, formulas, emoji. They do not look across tags. */
function apart(text: string): string {
  return text.replace(/@(?=\w)|(?<!&)#(?=\d)|\$|:(?=[\w+-]+:)/g, '<span>$&</span>');
}
