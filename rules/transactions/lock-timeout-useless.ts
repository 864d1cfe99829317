import type { OperationOf } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { ScriptSituation } from '../../src/rule/script-situation.ts';
import { queueing, unguarded } from '../../src/rule/unguarded.ts';
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
  options: {
    longest: { kind: 'duration', about: 'How long a statement may wait for a lock at most.', otherwise: 30_000 },
  } as const,

  check(script, { longest }) {
    const set = script.each('set').filter(({ operation: { setting, value } }) => setting === 'lock_timeout' && value !== undefined);
    return set.flatMap(({ operation, here }, at) => {
      const next = set[at + 1]?.here.at.index ?? Infinity;
      const said = problemWith(operation, { script, from: here.at.index, to: next, isFirst: at === 0, longest });
      return said === undefined ? [] : [{ message: said.message, at: here.at, span: operation.span, because: [], cure: noCure(said.wayOut) }];
    });
  },
});

/** The statements that the setting is in force for, by their numbers in the script. */
interface Reach { readonly script: ScriptSituation; readonly from: number; readonly to: number; readonly isFirst: boolean; readonly longest: number }

function problemWith({ value = '' }: OperationOf<'set'>, { script, from, to, isFirst, longest }: Reach): { readonly message: string; readonly wayOut: string } | undefined {
  const timeout = timeoutOf(value);
  if (timeout === 0) {
    const waiting = unguarded(script).find(({ here }) => here.at.index > from && here.at.index < to && here.session.setting('lock_timeout')?.value === value);
    return waiting && {
      message: `lock_timeout = ${value} lifts the limit also for a statement behind it: ${queueing(waiting)}.`,
      wayOut: `Set it to a second or two before line ${script.lineOf(waiting.here.at)}; lift it for concurrent builds and VALIDATE alone, behind which nobody queues.`,
    };
  }
  if (timeout !== undefined && timeout > longest) {
    const guarded = script.all().find(({ here }) => here.at.index > from && here.at.index < to && here.stops.length > 0 && here.session.setting('lock_timeout')?.value === value);
    const name = guarded?.here.stops[0] && guarded.here.nameOf(guarded.here.stops[0].on);
    return name === undefined ? undefined : {
      message: `lock_timeout = ${/^\d+$/.test(value) ? `${value}, in milliseconds,` : value} lets everybody who needs ${name} queue that long behind one statement that waits.`,
      wayOut: 'Set it to a second or two, and try again when it strikes: `phasewise upgrade` does so by itself.',
    };
  }
  const early = isFirst ? unguarded(script).find(({ here }) => here.at.index < from && here.session.setting('lock_timeout') === undefined) : undefined;
  return early && {
    message: `lock_timeout comes too late for line ${script.lineOf(early.here.at)}: ${queueing(early)}.`,
    wayOut: 'Set it before the first statement that waits for a lock.',
  };
}
