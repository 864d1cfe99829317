import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'constraint-deferrability-change',
  summary: 'Change a constraint in a file of its own, under lock_timeout.',
  why: `
    ALTER CONSTRAINT looks at no row, yet it needs ACCESS EXCLUSIVE on the table: its request queues behind everybody who
    uses the table, and everybody who comes later queues behind the request.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT'],
  on: ['alter table'],

  check({ does, part, table }, here) {
    const queues = does === 'ALTER CONSTRAINT' ? here.queuesAfter((other) => other.kind === 'alter table' && other.does === does) : [];
    if (queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, `ALTER CONSTRAINT ${part?.name ?? `of ${table.name}`}`),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
