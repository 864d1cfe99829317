import type { Loss } from '../../src/effects/loss.ts';
import { lossesOf } from '../../src/effects/loss.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { becomes } from '../../src/rule/becomes.ts';
import { narrowed } from '../../src/rule/cure/narrowed.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'narrowing-type-change',
  summary: 'Prove that all values fit before a column gets a narrower type.',
  why: `
    A narrower type writes the whole table and all its indexes again under ACCESS EXCLUSIVE, and comes upon the first
    value that does not fit after minutes of that: it fails, rounds it, or, by a cast, cuts it off without a word. A CHECK
    added NOT VALID keeps new values within the limit at once and is validated while everybody works.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/datatype-character.html',
  ],
  yieldsTo: ['recreate-enum', 'key-type-change-locks-referencers', 'constrained-domain-type-change', 'timestamp-timezone-conversion'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to, using } = operation;
    const from = here.typeOf(table, column.name);
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    if (from === undefined || rewrites.length === 0 || here.surelyNew(table) || !isOfColumn(using)) return [];

    const written = using?.through.at(-1);
    const losses = lossesOf(from, to, written?.name === to.name && written.modifiers.length > 0);
    if (losses.length === 0) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${becomes(operation, here)}, and ${losses.map((loss) => lost(loss, operation)).join(', and ')}.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: narrowed(operation, from, losses, here),
    }];
  },
});

function isOfColumn(using: OperationOf<'set type'>['using']): boolean {
  return using === undefined || using.shape === 'column' || (using.shape === 'cast' && using.calls.length === 0 && using.columns.length === 1);
}

function lost(loss: Loss, { column: { name }, to }: OperationOf<'set type'>): string {
  switch (loss.kind) {
    case 'too long': return `the statement fails at the first ${name} that is longer than ${loss.length} ${to.name.endsWith('bit') ? 'bits' : 'characters'}`;
    case 'shortened': return `every ${name} that is longer than ${loss.length} ${to.name.endsWith('bit') ? 'bits' : 'characters'} is cut off there without a word`;
    case 'out of range': return `the statement fails at the first ${name} that ${to.text} has no room for`;
    case 'unreadable': return `the statement fails at the first ${name} that is no ${to.text}`;
    case 'rounded': return `every ${name} is rounded`;
    case 'cut': return `what ${to.text} has no room for is lost`;
  }
}
