import { tokensOf, wordOf } from '../../../sql/tokens.ts';
import { assignedIn } from '../assigned.ts';
import { parsePython } from '../python.ts';
import { sentBy } from './sent-by.ts';

/** Would this code, alone in an upgrade() of the same file, send just these statements? */
export function emits(code: string, wanted: readonly string[], text: string, path: string): boolean {
  const head = headOf(text, path);
  if (!head) return false;
  const sent = sentBy(code, neededBy(code, head), path)?.map(wordsOf) ?? [];
  return sent.length === wanted.length && wanted.every((sql, index) => wordsOf(sql) === sent[index]);
}

/** A statement beside the functions of a file, and the names to which it gives a value. */
interface Beside { readonly text: string; readonly names: readonly string[] }

/** Of what stands around the functions only what the code speaks of, and what that speaks of: most cures need an import or two. */
function neededBy(code: string, head: readonly Beside[]): readonly string[] {
  const words = new Set(code.match(/\w+/g));
  const needed: string[] = [];
  for (const { text, names } of head.toReversed()) {
    if (!names.some((name) => name === '*' || words.has(name))) continue;
    needed.unshift(text);
    for (const word of text.match(/\w+/g) ?? []) words.add(word);
  }
  return needed;
}

/** What stands around the functions of a file; undefined where it is not Python. The cures of one file are asked about one after the other. */
function headOf(text: string, path: string): readonly Beside[] | undefined {
  if (last?.text !== text) last = { text, head: headIn(parsePython({ path, text, hash: '' }), text) };
  return last.head;
}

let last: { readonly text: string; readonly head: readonly Beside[] | undefined } | undefined;

function headIn(file: ReturnType<typeof parsePython>, text: string): readonly Beside[] | undefined {
  if (file.kind !== 'python') return undefined;
  return file.body.filter(({ nodeType }) => nodeType !== 'FunctionDef').map((node) => {
    const { start, end } = file.placeOf(node).span;
    return { text: text.slice(start, end), names: assignedIn(node).map(({ name }) => name) };
  });
}

/** SQL without its blanks and comments. */
function wordsOf(sql: string): string {
  return tokensOf(sql).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(sql, token)).join(' ');
}
