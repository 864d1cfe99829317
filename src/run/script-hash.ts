import type { Script, Step } from '../migrations/migration.ts';
import { hashOf } from '../text/hash.ts';

/**
 * What an approval holds on to: the SQL that a script emits, read on its own, and where its transactions end. Comments
 * between statements and the layout of the file around them play no part, save where code decides what it does.
 */
export function hashOfScript({ steps, optsOut, code }: Pick<Script, 'steps' | 'optsOut' | 'code'>): string {
  return hashOf(JSON.stringify([optsOut ? 'no transaction' : 'transaction', ...steps.map(contentOf), ...(code === undefined ? [] : [code])]));
}

function contentOf(step: Step): string {
  switch (step.kind) {
    case 'statement': return step.repeats ? `in a loop: ${step.sql.text}` : step.sql.text;
    case 'unread': return 'unread';
    case 'boundary': return step.does;
  }
}
