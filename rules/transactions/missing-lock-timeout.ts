import type { Cure } from '../../src/migrations/cure.ts';
import { inTransaction, keep, outside, phases, samePhases, sql } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { doneBy, queueing, unguarded } from '../../src/rule/unguarded.ts';
import { quoteLiteral } from '../../src/sql/quote.ts';

export default defineScriptRule({
  name: 'missing-lock-timeout',
  summary: 'Limit how long a statement may wait for a lock that others queue behind.',
  why: `
    A lock that is asked for stops others before it is granted: PostgreSQL serves requests in turn, so whoever comes later
    waits behind the one that waits. Behind one long report the fastest ALTER TABLE stops the table for as long as the
    report runs. With a short lock_timeout the statement gives up, the queue runs on, and it is tried again.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  oncePer: 'script',
  inCommon: 'Set it once for the role or the connection that applies the migrations, `ALTER ROLE migrator SET lock_timeout = \'2s\'`, and say so in phasewise.toml: `[session]`, `lock_timeout = "2s"`. A concurrent build needs it lifted.',
  options: {
    timeout: { kind: 'text', about: 'The lock_timeout that the cure sets.', otherwise: '2s' },
  } as const,

  check(script, { timeout }) {
    const set = script.each('set').filter(({ operation: { setting, value } }) => setting === 'lock_timeout' && value !== undefined);
    return unguarded(script).flatMap((waiting) => {
      const { here, operation } = waiting;
      // One that is set to 0, or that comes too late, is a finding of its own.
      if (here.session.setting('lock_timeout')?.by === 'author' || set.some((later) => later.here.at.index > here.at.index)) return [];
      return [{
        message: `${queueing(waiting)}: no lock_timeout ends that.`,
        at: here.at,
        span: operation.span,
        because: doneBy(here),
        cure: cureOf(here, quoteLiteral(timeout)),
      }];
    });
  },
});

/** For its own transaction alone: on the connection it would outlive the migration, and end a concurrent build of a later one. */
function cureOf(here: Situation, timeout: string): Cure {
  if (here.effects.transaction === 'refused') return phases(outside('expand', sql(`SET lock_timeout = ${timeout}`), keep(here.at)));
  if (here.session.transaction === undefined) return phases(inTransaction('expand', sql(`SET lock_timeout = ${timeout}`), keep(here.at)));
  return samePhases(inTransaction('expand', sql(`SET LOCAL lock_timeout = ${timeout}`), keep(here.at)));
}
