import { unproven } from '../../src/rule/cure/unproven.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'check-scan',
  summary: 'Add CHECK constraints NOT VALID and validate them later.',
  why: `
    ADD CHECK holds ACCESS EXCLUSIVE while it looks at every row: nobody reads, nobody writes. Added NOT VALID it holds
    the lock for a moment; VALIDATE then looks at the rows while reads and writes go on.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'check' || !constraint.validated || here.surelyNew(table)) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];
    return [{
      message: `Nobody can read or write ${here.named(table)} while every row is checked.`,
      at: here.at,
      because: scans,
      cure: unproven(operation, here, 'check'),
    }];
  },
});
