import { change, inTransaction, noCure, phases } from '../../src/rule/cure/build.ts';
import { GIVE_UP } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'detach-concurrently-impossible',
  summary: 'Detach partitions beside a default partition without CONCURRENTLY.',
  why: `
    PostgreSQL refuses DETACH PARTITION … CONCURRENTLY as long as the table has a default partition (55000): rows that
    the detached one would have taken could slip into it meanwhile.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION'],
  on: ['detach partition'],

  check({ table, partition, concurrently }, here) {
    if (!concurrently || here.effects.fails?.sqlstate !== '55000') return [];
    const word = tokensOf(here.sql).find((token) => token.start >= partition.span.end && wordOf(here.sql, token) === 'concurrently');
    return [{
      message: `DETACH PARTITION ${here.named(partition)} CONCURRENTLY fails: ${here.named(table)} has a default partition, beside which PostgreSQL refuses it (55000).`,
      at: here.at,
      because: here.locks,
      cure: word === undefined
        ? noCure('Detach it without CONCURRENTLY.')
        : phases(inTransaction('contract', GIVE_UP, change(here.at, 'without clause', { span: { start: partition.span.end, end: word.end }, text: '' }))),
    }];
  },
});
