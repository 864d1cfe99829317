import { stopsReads } from '../../src/effects/conflicts.ts';
import type { Lock } from '../../src/effects/effect.ts';
import { revisionOf } from '../../src/migrations/migration.ts';
import { describe } from '../../src/operations/describe.ts';
import type { Kind } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { Pending } from '../../src/rule/pending.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import { takesLong } from '../../src/rule/takes-long.ts';

export default defineHistoryRule({
  name: 'locks-kept-through-run',
  summary: 'Let a migration commit before the next one does what takes time.',
  why: `
    A tool that runs all pending migrations in one transaction keeps every lock until the last of them has ended. A brief
    ALTER TABLE in the first one stops its table for as long as the index build or the backfill of a later one takes.
    Version control (\`published\`, \`--since\`), a database or a snapshot tells which migrations run together.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],

  check({ pending }) {
    let held: Held | undefined;
    for (const script of pending?.upgrades ?? []) {
      const isWhole = isInRun(script);
      const long = held && isWhole ? script.all().find(({ operation, here }) => takesLong(operation, here) && here.effects.work.some(({ on }) => pending?.isMade(on) === false)) : undefined;
      if (held && long) return [findingOn(long, held)];
      held = isWhole && pending ? worse(held, locksOf(script, pending)) : undefined;
    }
    return [];
  },
});

interface Held { readonly lock: Lock; readonly placed: Placed<Kind> }

function findingOn({ operation, here }: Placed<Kind>, { lock, placed }: Held): Finding {
  const { at } = placed.here;
  return {
    message: `Nobody can ${stopsReads(lock.mode) ? 'read or write' : 'write to'} ${placed.here.nameOf(lock.on)} during ${describe(operation)}: ${describe(placed.operation)} in ${revisionOf(at.script)} already holds ${lock.mode} ${here.untilWhen}.`,
    at: here.at,
    span: operation.span,
    related: [at],
    because: [],
    cure: advice(`Let ${here.tool.name} commit after each migration, or apply this one in a run of its own.`),
  };
}

/** Whoever leaves the transaction of the run for a while commits what came before. */
function isInRun(script: ScriptSituation): boolean {
  return script.facts.every(({ session }) => session.transaction?.opened === 'run');
}

function locksOf(script: ScriptSituation, pending: Pending): readonly Held[] {
  return script.all().flatMap((placed) => placed.here.stops
    .filter((lock) => lock.role !== 'index' && lock.role !== 'sequence' && !pending.isMade(lock.on))
    .map((lock) => ({ lock, placed })));
}

function worse(held: Held | undefined, others: readonly Held[]): Held | undefined {
  const all = held ? [held, ...others] : others;
  return all.find(({ lock }) => stopsReads(lock.mode)) ?? all[0];
}
