import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure, Phase } from '../../src/migrations/cure.ts';
import { inTransaction, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'rename-enum-value',
  summary: 'Add the new label beside the old one instead of renaming it.',
  why: `
    RENAME VALUE needs no lock and takes a moment, and that is the trouble: no release fits both labels. The running
    application writes the old one, which is refused (22P02), and reads the new one, which it does not know.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertype.html'],
  on: ['rename enum value'],

  check(operation, here) {
    if (here.surelyNewType(operation.type)) return [];
    const { from, to } = operation;
    return [{
      message: `From the moment this commits the running application reads '${to}', which it does not know, and fails where it writes or compares with '${from}' (22P02).`,
      at: here.at,
      because: here.locks,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf({ type, from, to }: OperationOf<'rename enum value'>, here: Situation): Cure {
  const [old, fresh] = [quoteLiteral(from), quoteLiteral(to)];
  const columns = here.columnsOfType(type);
  const fills = columns.map(({ table, column }): Phase => inTransaction('backfill', {
    kind: 'backfill', table, set: `${quoteName(column)} = ${fresh}`, where: `${quoteName(column)} = ${old}`,
  }));
  const [first, ...others] = fills;
  const deployed = { deployBefore: `Deploy a release that reads both labels and writes '${to}'; '${from}' stays in the type, unused.` };
  return phases(
    inTransaction('expand', sql(`ALTER TYPE ${quoteQualified(type)} ADD VALUE ${fresh} AFTER ${old}`)),
    ...(first ? [{ ...first, ...deployed }, ...others] : []),
  );
}
