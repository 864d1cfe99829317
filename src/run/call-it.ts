import { describe } from '../operations/describe.ts';
import { asWritten } from '../sql/stand-in.ts';
import type { Reading } from '../operations/operation.ts';

const LONGEST = 72;

/** What people call a statement: the words of its operations, else the beginning of its text. */
export function callIt(sql: string, reading: Reading | undefined): string {
  const telling = (reading?.operations ?? []).filter((operation) => operation.kind !== 'select' || operation.reads.length > 0);
  const words = telling.map(describe).join(', ');
  const text = asWritten(words === '' ? sql.replace(/\s+/g, ' ').trim() : words);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
