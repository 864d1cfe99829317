import { unproven } from '../../src/rule/cure/unproven.ts';
import { foreignKeysOfPartitions } from '../../src/rule/cure/on-partitions.ts';
import { isCopy } from '../../src/rule/few-rows.ts';
import { whileLookedUp } from '../../src/rule/looked-up.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'foreign-key-scan',
  summary: 'Add foreign keys NOT VALID and validate them later.',
  why: `
    ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on both tables while every row of the one is looked up in the other: reads
    go on, every write to either table waits. Added NOT VALID it holds the locks for a moment; VALIDATE then checks the
    rows under locks that no reader or writer meets.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add constraint'],

  check({ table, constraint, ...operation }, here) {
    if (constraint.type !== 'foreign key' || !constraint.validated) return [];
    if (here.surelyNew(table) && !(isCopy(table, here) && constraint.references && !here.surelyNew(constraint.references))) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];

    return [{
      message: whileLookedUp(table, constraint.references, here),
      at: here.at,
      because: scans,
      cure: here.isPartitioned(table) && here.lowest < 18
        ? foreignKeysOfPartitions({ table, constraint, ...operation }, here)
        : unproven({ table, constraint, ...operation }, here, 'fkey'),
    }];
  },
});
