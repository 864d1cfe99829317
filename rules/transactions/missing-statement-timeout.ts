import { stopsWrites } from '../../src/effects/conflicts.ts';
import { describe } from '../../src/operations/describe.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { timeoutOf } from '../../src/session/timeout.ts';

export default defineScriptRule({
  name: 'missing-statement-timeout',
  summary: 'Limit how long a statement may run while it stops others.',
  why: `
    lock_timeout limits the wait for a lock, not how long it is held afterwards. A scan or rewrite that takes longer than
    anybody thought keeps the table closed until it is done; statement_timeout ends it. Concurrent builds and VALIDATE,
    which stop nobody, need it lifted.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT'],
  oncePer: 'script',
  inCommon: 'Set it once for the role or the connection that applies the migrations, and say so in phasewise.toml: `[session]`, `statement_timeout = "15min"`. Concurrent builds and VALIDATE need it lifted.',

  check(script) {
    return script.all().flatMap(({ operation, here }) => {
      const timeout = here.session.setting('statement_timeout');
      if (timeout !== undefined && timeoutOf(timeout.value) !== 0) return [];
      const work = here.effects.work.find((one) => stopsWrites(one.under) && !here.isOnNew(one) && operation === here.operations[one.because[0] ?? 0]);
      if (!work) return [];
      return [{
        message: `${describe(operation)} stops others for as long as it runs, which grows with ${here.nameOf(work.on)}: no statement_timeout ends it.`,
        at: here.at,
        span: operation.span,
        because: [],
        cure: noCure('Set statement_timeout before it to the longest stop that you can bear, and take it back behind it; or name what the role sets under [session] in phasewise.toml.'),
      }];
    });
  },
});
