import type { Cure } from '../../src/migrations/cure.ts';
import { change, keep, noCure, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { blankBefore } from '../../src/sql/blank.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'set-local-outside-transaction',
  summary: 'Use SET LOCAL inside a transaction only.',
  why: `
    SET LOCAL lasts until the transaction ends. Outside of one it is a warning and sets nothing: a timeout that was to
    protect the application is not there, a search_path that was to choose the schema is the old one.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-set.html'],
  on: ['set'],

  check({ setting, local, span }, here) {
    if (!local || here.effects.transaction !== 'required' || here.session.transaction !== undefined) return [];
    const words = CHARACTERISTICS.has(setting) ? 'SET TRANSACTION' : `SET LOCAL ${setting}`;
    return [{
      message: `${words} sets nothing that lasts: ${here.tool.name} sends it outside a transaction, so it ends with its own statement, and what follows runs without it.`,
      at: here.at,
      span,
      because: [],
      cure: words === 'SET TRANSACTION'
        ? noCure('Put BEGIN before it, and COMMIT behind the statements that it is meant for.')
        : lasting(setting, here),
    }];
  },
});

const CHARACTERISTICS = new Set(['transaction_isolation', 'transaction_read_only', 'transaction_deferrable']);

/** A plain SET, for the statements that follow, and then what was there before. */
function lasting(setting: string, here: Situation): Cure {
  const local = tokensOf(here.sql).find((token) => wordOf(here.sql, token) === 'local');
  if (!local) return noCure('Pass false as the last argument, so that it lasts for the connection, and take it back at the end with `RESET`.');
  const following = here.script.filter(({ at }) => at.index > here.at.index);
  return phases(outside('expand',
    change(here.at, 'without clause', { span: { start: blankBefore(here.sql, local.start), end: local.end }, text: '' }),
    ...following.map(({ at }) => keep(at)),
    sql(`RESET ${setting}`)));
}
