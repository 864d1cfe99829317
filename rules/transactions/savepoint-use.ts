import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'savepoint-use',
  summary: 'Use no savepoints in migrations.',
  why: `
    Each savepoint in which rows are written takes a transaction id of its own. A snapshot lists 64 of them for each
    connection; beyond that, whoever reads, on replicas above all, looks every row up in pg_subtrans while the
    transaction is open.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/subxacts.html'],
  on: ['transaction'],

  check({ does, name = '' }, here) {
    if (does !== 'savepoint') return [];
    return [{
      message: `SAVEPOINT ${name} begins a subtransaction, which readers have to look up ${here.untilWhen} once there are more than 64.`,
      at: here.at,
      because: [],
      cure: noCure('Take it out: what may fail by itself belongs in a migration of its own.'),
    }];
  },
});
