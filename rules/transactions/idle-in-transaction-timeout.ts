import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { timeoutOf } from '../../src/session/timeout.ts';

export default defineScriptRule({
  name: 'idle-in-transaction-timeout',
  summary: 'Let the server end a migration whose client has stalled.',
  why: `
    Locks are held until the transaction ends. A client that hangs between two statements, or whose network is gone, ends
    nothing: its locks stay until somebody finds it. idle_in_transaction_session_timeout lets the server end it.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT'],
  oncePer: 'script',
  inCommon: 'Set it once for the role or the connection that applies the migrations, and say so in phasewise.toml: `[session]`, `idle_in_transaction_session_timeout = "60s"`.',

  check(script) {
    return script.all().flatMap(({ operation, here }) => {
      const opened = here.session.transaction?.opened;
      if (opened === undefined || opened === 'statement' || opened === 'string') return [];
      const [lock] = here.stops;
      if (!lock || TIMEOUTS.some((name) => (timeoutOf(here.session.setting(name)?.value ?? '0') ?? 1) !== 0)) return [];
      return [{
        message: `${here.tool.name} holds ${lock.mode} on ${here.nameOf(lock.on)} ${here.untilWhen}, also when it stalls on the way: no idle_in_transaction_session_timeout ends it.`,
        at: here.at,
        span: operation.span,
        because: [],
        cure: noCure("Set it where the migrations connect, such as ALTER ROLE … SET idle_in_transaction_session_timeout = '60s', and say so under [session] in phasewise.toml."),
      }];
    });
  },
});

/** transaction_timeout came with 17. */
const TIMEOUTS = ['idle_in_transaction_session_timeout', 'transaction_timeout'] as const;
