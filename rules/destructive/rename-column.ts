import { noCure, phases } from '../../src/rule/cure/build.ts';
import { goesWith, isKeyColumn } from '../../src/rule/cure/goes-with.ts';
import { replaceColumn } from '../../src/rule/cure/replace-column.ts';
import { releaseWords } from '../../src/rule/release-words.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { Named } from '../../src/sql/name.ts';

export default defineRule({
  name: 'rename-column',
  summary: 'Rename a column through a new column.',
  why: `
    A rename is instant, and that is the trouble: no release fits both names. Statements of the running application that
    use the old name fail at once, those of the next one fail until it commits.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME'],
  on: ['rename column'],

  check({ table, column, to }, here) {
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const { places, hint, atMost } = releaseWords({ table: table.name, column: column.name }, here);
    return [{
      message: `Statements of the running application that name ${here.named(table)}.${column.name}${places} fail from the moment this commits.${hint}`,
      at: here.at,
      because: here.locks,
      cure: cureOf(table, column.name, to.name, here),
      atMost,
    }];
  },
});

function cureOf(table: Named, from: string, to: string, here: Situation): Cure {
  const window = `rename it in a window in which no release runs that names ${from}`;
  if (isKeyColumn(table, from, here)) {
    return noCure(`A key column such as ${from} moves to a new one only together with the key and all that references it. Plan it as a rollout of its own, or ${window}.`);
  }
  const known = here.column(table, from);
  if (known === undefined) {
    return noCure(`The type of ${here.named(table)}.${from} is not in this history: add ${to} with the same type, keep the two equal by a trigger, move the releases over, and drop ${from}.`);
  }
  if (known.identity || known.generated || known.fallback?.calls.includes('nextval')) {
    return noCure(`What gives ${here.named(table)}.${from} its values, ${known.generated ? 'an expression' : 'a sequence'}, belongs to it: ${window}.`);
  }
  return phases(...replaceColumn({
    table, from, to, toType: known.sqlType, convert: (value) => value, convertBack: (value) => value,
    notNull: known.notNull === 'yes', fallback: known.fallback?.text, goesWith: goesWith(table, from, here),
  }, here));
}
