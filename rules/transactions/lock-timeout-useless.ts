import type { Operation } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import { doneBy, queueing, unguarded } from '../../src/rule/unguarded.ts';
import { timeoutOf } from '../../src/session/timeout.ts';

export default defineScriptRule({
  name: 'lock-timeout-useless',
  summary: 'Set a short lock_timeout, and set it before the statement that it is to guard.',
  why: `
    lock_timeout limits how long others queue behind a statement that waits for its lock. Set to 0 it limits nothing, set
    to minutes it stops the application for minutes, and a statement before it never hears of it.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  oncePer: 'script',
  options: {
    longest: { kind: 'duration', about: 'How long a statement may wait for a lock at most.', otherwise: 30_000 },
  } as const,

  check(script, { longest }) {
    const set = timeoutsIn(script);
    if (set.length === 0) return [];
    const found = [
      ...unguarded(script).flatMap((waiting) => {
        const { session, at } = waiting.here;
        const inForce = session.setting('lock_timeout');
        const before = set.findLast(({ here }) => here.at.index < at.index);
        const after = set.find(({ here }) => here.at.index > at.index);
        if (inForce?.by === 'author' && before) return [{ ...waiting, set: before, says: `${queueing(waiting)}: lock_timeout = ${inForce.value} at line ${script.lineOf(before.here.at)} lifts the limit.` }];
        if (inForce === undefined && after) return [{ ...waiting, set: after, says: `${queueing(waiting)}: lock_timeout at line ${script.lineOf(after.here.at)} comes too late.` }];
        return [];
      }),
      ...script.all().flatMap(({ operation, here }) => {
        const timeout = here.session.setting('lock_timeout');
        const [lock] = here.stops;
        const before = set.findLast((one) => one.here.at.index < here.at.index);
        if (!lock || !before || timeout?.by !== 'author' || (timeoutOf(timeout.value) ?? 0) <= longest) return [];
        return [{ operation, here, set: before, says: `Everybody who needs ${here.nameOf(lock.on)} may queue for ${inWords(timeout.value)} behind this statement, until lock_timeout ends its wait for ${lock.mode}.` }];
      }),
    ];
    return found.map(({ operation, here, set: { here: { at } }, says }) => ({
      message: says,
      at: here.at,
      span: operation.span,
      related: [at],
      because: doneBy(here),
      cure: noCure('Set lock_timeout to a second or two before the first statement that waits for a lock, and try again when it strikes; lift it for concurrent builds alone.'),
    }));
  },
});

function timeoutsIn(script: ScriptSituation): readonly Placed<'set'>[] {
  return script.each('set').filter(({ operation }) => setsTimeout(operation));
}

function setsTimeout(operation: Operation): boolean {
  return operation.kind === 'set' && operation.setting === 'lock_timeout' && operation.value !== undefined;
}

/** A number alone counts milliseconds. */
function inWords(value: string): string {
  return /^\d+$/.test(value) ? `${Number(value) / 1000} seconds` : value;
}
