import { inTransaction, noCure, phases } from '../../src/rule/cure/build.ts';
import { goesWith, isKeyColumn } from '../../src/rule/cure/goes-with.ts';
import { rest } from '../../src/rule/cure/clause.ts';
import { replaceColumn } from '../../src/rule/cure/replace-column.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { qualified } from '../../src/sql/keyword.ts';

export default defineRule({
  name: 'column-type-rewrite',
  summary: 'Change the type of a filled column through a new column.',
  why: `
    Where the stored bytes of the old type are not those of the new one, ALTER COLUMN … TYPE writes the whole table and
    all its indexes again under ACCESS EXCLUSIVE. Some changes need no rewrite (varchar to text, a longer varchar, a wider
    numeric of the same scale); those are not reported.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    if (rewrites.length === 0 || here.surelyNew(table)) return [];

    const from = here.typeOf(table, column.name);
    const change = from === undefined ? `${column.name} becomes ${to.text}` : `${column.name} becomes ${to.text} instead of ${from.text}`;
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again: ${change}.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: cureOf(operation, here, from?.text),
    }];
  },
});

function cureOf(operation: OperationOf<'set type'>, here: Situation, from: string | undefined): Cure {
  const { table, column, to, using } = operation;
  const isForeign = here.constraintsOn(table).some(({ type, columns }) => type === 'foreign key' && columns.includes(column.name));
  const isKey = isForeign || isKeyColumn(table, column.name, here);
  if (isKey) {
    return noCure(`A key column such as ${column.name} moves to a new one only together with the key and all that references it. Plan it as a rollout of its own, or take a window in which nobody needs ${here.named(table)}.`);
  }
  if (here.column(table, column.name)?.fallback?.calls.includes('nextval')) {
    return noCure(`The sequence that numbers ${column.name} belongs to it: take a window in which nobody needs ${here.named(table)}.`);
  }
  if (from === undefined) {
    return noCure(`The type that ${column.name} has now is not in this history, so the way back for releases that still write it cannot be written down: replay the history that created ${here.named(table)}, or take a window.`);
  }
  if (using && using.shape !== 'cast' && using.shape !== 'column') {
    return noCure(`No way back from \`${using.text}\` is known for releases that still read ${column.name}: add a column of type ${to.text}, let a trigger fill it by that expression, move the releases over, and drop ${column.name}.`);
  }
  const others = rest(operation, here);
  const convert = (value: string) => (using ? qualified(using.text, [column.name], () => value) : `${value}::${to.text}`);
  const replacement = replaceColumn({
    table, from: column.name, to: `${column.name}_new`, toType: to, convert,
    convertBack: (value) => `${value}::${from}`,
    notNull: here.surelyNotNull(table, column.name),
    fallback: here.column(table, column.name)?.fallback?.text,
    goesWith: goesWith(table, column.name, here),
  }, here.lowest);
  return phases(...(others.length > 0 ? [inTransaction('expand', ...others)] : []), ...replacement);
}
