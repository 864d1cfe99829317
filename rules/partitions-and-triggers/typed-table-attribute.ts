import { describe } from '../../src/operations/describe.ts';
import { keep, noCure } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'typed-table-attribute',
  summary: 'Change composite types that tables are made of under lock_timeout.',
  why: `
    ALTER TYPE … CASCADE changes every table that is OF the type as ALTER TABLE would, under ACCESS EXCLUSIVE, on all of
    them at once. Nothing in the statement names them.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertype.html'],
  on: ['add attribute', 'drop attribute', 'set attribute type', 'rename attribute'],

  check(operation, here) {
    const isWritten = here.effects.work.length > 0;
    const stopped = (isWritten ? here.stops : here.queues).filter(({ role }) => role === 'type user');
    if (stopped.length === 0 || here.effects.fails) return [];
    const names = listed(stopped.map(({ on }) => here.nameOf(on)), 'or');
    return [{
      message: isWritten ? `Nobody can read or write ${names} while ${describe(operation)} goes through all rows.` : here.queueBehind(stopped, describe(operation)),
      at: here.at,
      because: stopped,
      cure: isWritten
        ? noCure('Part the tables from the type first (ALTER TABLE … NOT OF), then change each of them in phases of its own.')
        : givesUpSoon('expand', keep(here.at)),
    }];
  },
});
