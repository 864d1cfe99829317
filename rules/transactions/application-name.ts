import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';

export default defineScriptRule({
  name: 'application-name',
  summary: 'Give the connection of migrations a name.',
  why: `
    When a table stands still, somebody looks into pg_stat_activity for whoever holds the lock. application_name tells
    there, and in the log, that it is a migration.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-APPLICATION-NAME'],
  oncePer: 'script',
  inCommon: 'Set it once for the connection that applies the migrations, and say so in phasewise.toml: `[session]`, `application_name = "migrations"`.',

  check(script) {
    return script.all().flatMap(({ operation, here }) => {
      const [lock] = here.stops;
      if (!lock || (here.session.setting('application_name')?.value ?? '') !== '') return [];
      return [{
        message: `Who waits for ${here.nameOf(lock.on)} finds the connection that holds ${lock.mode} in pg_stat_activity without a name.`,
        at: here.at,
        span: operation.span,
        because: [],
        cure: noCure('Put `application_name` into the address that the migrations connect with, or SET it first, and say so under [session] in phasewise.toml.'),
      }];
    });
  },
});
