import { describe } from '../../src/operations/describe.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'row-security-exclusive',
  summary: 'Change row-level security in a file of its own, under lock_timeout.',
  why: `
    Every statement about row-level security takes ACCESS EXCLUSIVE on the table: CREATE, ALTER and DROP POLICY as well as
    ENABLE, DISABLE and FORCE. The work takes a moment; the request queues behind the longest transaction that uses the
    table, and everybody who comes later queues behind the request.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  yieldsTo: ['row-security-without-policy'],
  on: ['create policy', 'alter policy', 'rename policy', 'drop policy', 'alter table'],

  check(operation, here) {
    if (operation.kind === 'alter table' && !switchesRowSecurity(operation)) return [];
    const queues = here.queues;
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});

function switchesRowSecurity({ does }: OperationOf<'alter table'>): boolean {
  return does.endsWith(' ROW LEVEL SECURITY');
}
