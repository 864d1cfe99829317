import type { Cure } from '../../src/migrations/cure.ts';
import type { Expression, OperationOf } from '../../src/operations/operation.ts';
import { advice, change, inTransaction, noCure, phases } from '../../src/rule/cure/build.ts';
import { distinct } from '../../src/rule/cure/distinct.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { clauseWith } from '../../src/sql/keyword.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'type-change-with-using',
  summary: 'Change a type that needs no rewrite without USING, and the values in batches.',
  why: `
    An expression behind USING gives each row a new value, so the whole table and all its indexes are written again under
    ACCESS EXCLUSIVE, even where the type alone would have changed in a moment.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['recreate-enum', 'key-type-change-locks-referencers', 'constrained-domain-type-change', 'timestamp-timezone-conversion'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to, using } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    if (!using || using.shape === 'column' || using.through.length > 0 || rewrites.length === 0 || here.surelyNew(table)) return [];
    const plain = here.typeChange({ ...operation, using: undefined });
    if (plain !== 'catalog only' && plain !== 'maybe rewrite') return [];

    const type = plain === 'catalog only' ? `, where ${column.name} without it would become ${to.text} in a moment` : '';
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: USING computes each ${column.name}${type}.`,
      at: here.at,
      span: using.span,
      because: rewrites,
      cure: plain === 'catalog only' ? apart(operation, using, here) : noCure(`Begin the history with what is there (\`phasewise snapshot\`, or a schema.sql as baseline): then it can be decided whether ${column.name} becomes ${to.text} without a rewrite when the clause is left out.`),
    }];
  },
});

/** Done twice they do no more than once, in whatever order. */
const SETTLING = new Set(['btrim', 'ltrim', 'rtrim', 'trim', 'lower', 'upper']);

function apart({ table, column, to }: OperationOf<'set type'>, using: Expression, here: Situation): Cure {
  const settles = using.calls.length > 0 && using.calls.every((call) => SETTLING.has(call.replace(/^pg_catalog\./, '')));
  if (!settles) return advice(`Change the type without USING, which touches no row; change the values in batches then, by a condition that tells those that are done.`);
  const name = quoteName(column.name);
  return phases(
    inTransaction('expand', change(here.at, 'without clause', { span: clauseWith(here.sql, 'using', using.span), text: '' })),
    inTransaction('backfill', { kind: 'backfill', table, set: `${name} = ${using.text}`, where: distinct(name, using.text, to) }),
  );
}
