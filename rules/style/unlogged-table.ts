import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'unlogged-table',
  summary: 'Keep what must last in logged tables.',
  why: `
    An unlogged table is emptied when the server comes back from a crash. Its rows are never on a standby, so that they
    are gone after a failover too, and neither in a base backup nor in a publication.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED'],
  options: { unlogged: { kind: 'pattern', about: 'Names of tables that may be unlogged, such as "(staging|cache)_.*".', otherwise: '' } } as const,
  on: ['create table', 'set persistence'],

  check({ table, persistence, kind }, here, { unlogged }) {
    if (persistence !== 'unlogged' || (unlogged !== '' && new RegExp(`^(?:${unlogged})$`, 'u').test(table.name))) return [];
    return [{
      message: `${here.named(table)} is empty after a crash of the server, and on every standby.`,
      at: here.at,
      span: table.span,
      because: kind === 'set persistence' ? here.locks : [],
      cure: advice('Leave UNLOGGED out, or load into a temporary table.'),
    }];
  },
});
