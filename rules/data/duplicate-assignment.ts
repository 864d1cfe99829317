import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'duplicate-assignment',
  summary: 'Give each column one value.',
  why: `
    PostgreSQL refuses an UPDATE that sets a column twice and an INSERT that lists one twice, before it looks at any row.
    The migration stops there.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-update.html'],
  on: ['update', 'insert'],

  check({ kind, table, twice }, here) {
    const { fails } = here.effects;
    if (twice === undefined || fails === undefined) return [];
    const name = here.named(table);
    return [{
      message: kind === 'update'
        ? `UPDATE ${name} fails: it sets ${twice} twice (${fails.sqlstate}).`
        : `INSERT INTO ${name} fails: it lists ${twice} twice (${fails.sqlstate}).`,
      at: here.at,
      because: [...here.locks, ...here.work('row changes')],
      cure: advice(`Decide which of the two values ${twice} should get, and leave the other out.`),
    }];
  },
});
