import { lastKnown } from '../../src/effects/moment.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { change, inTransaction, insertion, noCure, samePhases } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'matview-refresh-locks-readers',
  summary: 'Refresh materialized views concurrently.',
  why: `
    A plain REFRESH holds ACCESS EXCLUSIVE on the view while its whole query runs, so everybody who reads the view waits.
    CONCURRENTLY compares the new rows with the old ones instead, and lets reads go on.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html'],
  on: ['refresh'],

  check(operation, here) {
    const { view, concurrently, withData } = operation;
    const stops = here.stops.filter(({ role }) => role === 'view');
    if (concurrently || stops.length === 0 || here.lastSeen(view)?.unpopulated) return [];
    const name = here.named(view);
    return [{
      message: withData
        ? `Nobody can read ${name} while its query runs, and then ${here.untilWhen}.`
        : `Every query of ${name} fails from the moment this commits until it is refreshed WITH DATA.`,
      at: here.at,
      because: [...here.work('rewrite'), ...stops],
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf({ view, withData }: OperationOf<'refresh'>, here: Situation): Cure {
  if (!withData) return noCure(`No release may read ${here.named(view)} when it is emptied; drop it where it has had its day.`);
  const relation = here.lastSeen(view);
  const indexes = relation ? lastKnown(here.catalog.indexes(relation)) : [];
  const isUnique = indexes.some(({ unique, valid, where, keys }) => unique && valid && !where && keys.every(({ expression }) => expression.shape === 'column'));
  if (!isUnique) return noCure(`CONCURRENTLY needs a unique index over columns of ${here.named(view)}, without WHERE: build one concurrently in a file before, then refresh CONCURRENTLY.`);
  return samePhases(inTransaction('expand', change(here.at, 'concurrently', insertion(view.span.start, 'CONCURRENTLY '))));
}
