import { stopsReads } from '../../src/effects/conflicts.ts';
import type { Lock, Work } from '../../src/effects/effect.ts';
import { revisionOf } from '../../src/migrations/migration.ts';
import { describe } from '../../src/operations/describe.ts';
import type { Kind } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { listed } from '../../src/rule/listed.ts';
import type { Pending } from '../../src/rule/pending.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineHistoryRule({
  name: 'cumulative-lock-budget',
  summary: 'Look at what all pending migrations together do to a table.',
  why: `
    Migrations that are harmless one by one are deployed together. Each brief lock on the same table is waited for anew,
    and everybody queues behind it each time; an index is built, and written again by the next rewrite. Where version
    control (\`published\`, \`--since\`), a database or a snapshot tells what is pending, that is added up.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  options: {
    stops: { kind: 'number', about: 'How often the pending migrations may stop reads or writes of the same table.', otherwise: 3, least: 1 },
    uses: { kind: 'number', about: 'Tables with fewer reads and writes a minute may be stopped as often as one likes, where statistics tell.', otherwise: 60, least: 0 },
  } as const,

  check({ pending }, { stops, uses }) {
    if (!pending || pending.upgrades.length < 2) return [];
    const all = pending.upgrades.flatMap((script) => script.all());
    return [...stoppedAgain(all.flatMap((placed) => stopsOf(placed, pending, uses)), stops, pending), ...doneTwice(all, pending)];
  },
});

interface Stop { readonly placed: Placed<Kind>; readonly lock: Lock; readonly transaction: string }

/** In the transaction of a whole run a table is stopped once. */
function stopsOf(placed: Placed<Kind>, { isMade }: Pending, uses: number): readonly Stop[] {
  const { at, session: { transaction }, stops } = placed.here;
  if (transaction?.opened === 'run') return [];
  return stops
    .filter((lock) => lock.role !== 'index' && lock.role !== 'sequence' && !isMade(lock.on) && !isIdle(lock, placed.here, uses))
    .map((lock) => ({ placed, lock, transaction: `${at.script} ${transaction?.id ?? at.index}` }));
}

function isIdle({ on }: Lock, here: Situation, uses: number): boolean {
  const told = on.kind === 'relation' ? here.statisticsOf({ type: 'relation', schema: on.relation.schema, name: on.relation.name }) : undefined;
  return told?.readsPerMinute !== undefined && told.readsPerMinute + (told.writesPerMinute ?? 0) < uses;
}

function stoppedAgain(all: readonly Stop[], most: number, { missingIn }: Pending): readonly Finding[] {
  const byTable = new Map<string, Stop[]>();
  for (const stop of all) {
    const name = stop.placed.here.nameOf(stop.lock.on);
    byTable.set(name, byTable.get(name) ?? []);
    byTable.get(name)?.push(stop);
  }
  return [...byTable].flatMap(([name, stops]): readonly Finding[] => {
    const [last] = stops.slice(-1);
    const times = new Set(stops.map(({ transaction }) => transaction)).size;
    const revisions = new Set(stops.map(({ placed }) => revisionOf(placed.here.at.script)));
    if (!last || times <= most || revisions.size < 2) return [];
    const { placed: { operation, here }, lock } = last;
    const what = stops.some((stop) => stopsReads(stop.lock.mode)) ? 'reads and writes' : 'writes';
    return [{
      message: `${missingIn} does not have ${listed([...revisions])} yet: together they stop ${what} of ${name} ${times} times. Each time the lock is waited for anew, and everybody who comes later queues behind it.`,
      at: here.at,
      span: operation.span,
      related: stops.slice(0, -1).map(({ placed }) => placed.here.at),
      because: [lock],
      cure: advice(`Put what changes ${name} without going through its rows into one ALTER TABLE, which waits once, or spread the migrations over several deployments.`),
    }];
  });
}

interface Pass { readonly placed: Placed<Kind>; readonly work: Work }

/** A rewrite builds all indexes of its table anew, also those that have just been built. */
function doneTwice(all: readonly Placed<Kind>[], { missingIn, isMade }: Pending): readonly Finding[] {
  const passes = all.flatMap((placed): readonly Pass[] => [...placed.here.work('rewrite'), ...placed.here.work('index build')]
    .filter((work) => work.role === 'table' && !placed.here.isOnNew(work) && !isMade(work.on))
    .map((work) => ({ placed, work })));
  const firsts = new Map<string, Pass>();
  for (const pass of passes.toReversed()) firsts.set(pass.placed.here.nameOf(pass.work.on), pass);
  return passes.flatMap(({ placed: { operation, here }, work }): readonly Finding[] => {
    const earlier = firsts.get(here.nameOf(work.on));
    if (work.kind !== 'rewrite' || !earlier || earlier.placed.here.at.script === here.at.script) return [];
    const isBuild = earlier.work.kind === 'index build';
    return [{
      message: `${describe(operation)} writes all of ${here.nameOf(work.on)} and builds its indexes anew, after ${describe(earlier.placed.operation)} in ${revisionOf(earlier.placed.here.at.script)}, which ${missingIn} does not have yet either.`,
      at: here.at,
      span: operation.span,
      related: [earlier.placed.here.at],
      because: [work],
      cure: advice(isBuild ? 'Let the rewrite come first and the index after it.' : 'Make both sub-commands of one ALTER TABLE, which goes through the rows once.'),
    }];
  });
}
