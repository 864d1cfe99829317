import { tokensOf, wordOf } from '../../../sql/tokens.ts';
import { parsePython } from '../python.ts';
import { sentBy } from './sent-by.ts';

/** Would this code, alone in an upgrade() of the same file, send just these statements? */
export function emits(code: string, wanted: readonly string[], text: string, path: string): boolean {
  const head = headOf(text, path);
  if (!head) return false;
  const sent = sentBy(code, head, path)?.map(wordsOf) ?? [];
  return sent.length === wanted.length && wanted.every((sql, index) => wordsOf(sql) === sent[index]);
}

/** What stands around the functions of a file; undefined where it is not Python. The cures of one file are asked about one after the other. */
function headOf(text: string, path: string): readonly string[] | undefined {
  if (last?.text !== text) last = { text, head: headIn(parsePython({ path, text, hash: '' }), text) };
  return last.head;
}

let last: { readonly text: string; readonly head: readonly string[] | undefined } | undefined;

function headIn(file: ReturnType<typeof parsePython>, text: string): readonly string[] | undefined {
  if (file.kind !== 'python') return undefined;
  return file.body.filter(({ nodeType }) => nodeType !== 'FunctionDef').map((node) => {
    const { start, end } = file.placeOf(node).span;
    return text.slice(start, end);
  });
}

/** SQL without its blanks and comments. */
function wordsOf(sql: string): string {
  return tokensOf(sql).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(sql, token)).join(' ');
}
