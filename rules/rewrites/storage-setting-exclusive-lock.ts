import { describe } from '../../src/operations/describe.ts';
import { keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';

/** What belongs to other rules, or to nobody's daily work: triggers, rules, row-level security, constraints. */
const SETTINGS = new Set([
  'SET STORAGE', 'SET COMPRESSION', 'REPLICA IDENTITY', 'OWNER TO', 'INHERIT', 'NO INHERIT', 'OF', 'NOT OF', 'OPTIONS',
  'SET GENERATED', 'SET WITHOUT OIDS', 'SET (storage parameters)', 'RESET (storage parameters)',
]);

export default defineRule({
  name: 'storage-setting-exclusive-lock',
  summary: 'Change storage, owner or replica identity under lock_timeout.',
  why: `
    These settings touch no row and still take ACCESS EXCLUSIVE. While that lock waits for its turn, everybody who comes
    later waits behind it, for as long as the longest transaction in front of it runs.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html', 'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  on: ['alter table'],

  check(operation, here) {
    // Whoever wants one of its indexes wants the table first.
    const queues = here.queues.filter(({ role }) => role !== 'index');
    if (!SETTINGS.has(operation.does) || queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: givesUpSoon('expand', keep(here.at)),
    }];
  },
});
