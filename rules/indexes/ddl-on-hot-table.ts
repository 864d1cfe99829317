import type { Lock } from '../../src/effects/effect.ts';
import { stopsReads } from '../../src/effects/conflicts.ts';
import { describe } from '../../src/operations/describe.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineScriptRule({
  name: 'ddl-on-hot-table',
  summary: 'Change a table that is used all the time in a quiet hour, with a short lock_timeout.',
  why: `
    A lock that is held for a moment is waited for as long as the longest transaction before it, and whoever comes later
    waits behind it. On a table that is used a thousand times a second, a second of that is a thousand connections.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  options: { uses: { kind: 'number', about: 'From how many reads and writes a minute on a table is hot.', otherwise: 6000, least: 1 } } as const,

  check(here, { uses }) {
    const told = new Set<string>();
    return here.all().flatMap(({ operation, here: place }) => place.stops.flatMap((lock) => {
      const stopped = usesOf(lock, place);
      if (stopped < uses || lock.on.kind !== 'relation' || told.has(lock.on.relation.id)) return [];
      told.add(lock.on.relation.id);
      const each = stopped >= 120 ? `about ${Math.round(stopped / 60).toLocaleString('en-US')} a second` : `${Math.round(stopped)} a minute`;
      return [{
        message: `${describe(operation)} takes ${lock.mode} on ${place.nameOf(lock.on)}: ${each} of its ${stopsReads(lock.mode) ? 'reads and writes' : 'writes'} wait from the request for the lock ${place.untilWhen}.`,
        at: place.at,
        span: operation.span,
        because: [lock],
        cure: advice(place.mayWaitForever
          ? 'Run it in a quiet hour, in a file of its own, behind SET lock_timeout of less than a second, and try again until it gets through.'
          : 'Run it in a quiet hour and in a file of its own, so that the lock is held for this alone.'),
      }];
    }));
  },
});

/** How many uses of the table a minute stand before the lock. */
function usesOf({ on, mode }: Lock, here: Situation): number {
  if (on.kind !== 'relation') return 0;
  const { schema, name } = on.relation;
  const known = here.statisticsOf({ type: 'relation', schema, name });
  return (known?.writesPerMinute ?? 0) + (stopsReads(mode) ? known?.readsPerMinute ?? 0 : 0);
}
