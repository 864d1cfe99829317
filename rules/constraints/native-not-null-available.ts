import { advice } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';
import { tokensOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'native-not-null-available',
  summary: 'From PostgreSQL 18 on add NOT NULL itself NOT VALID, without a CHECK.',
  why: `
    Before PostgreSQL 18 a column becomes NOT NULL without a long stop by way of a CHECK: add it NOT VALID, validate it,
    set NOT NULL, drop it again. From 18 on NOT NULL can be NOT VALID itself, and VALIDATE is its last step.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT'],
  on: ['add constraint'],

  check({ table, constraint }, here) {
    const { check, validated } = constraint;
    const [column] = check?.impliesNotNull ?? [];
    if (here.lowest < 18 || validated || !check || column === undefined || here.surelyNew(table)) return [];
    // `status IS NOT NULL` and nothing else.
    if (tokensOf(check.text).filter(({ kind }) => kind !== 'comment').length !== 4) return [];
    const name = quoteName(constraint.name?.name ?? nameFor(table.name, [column], 'not_null'));
    return [{
      message: 'The CHECK is a detour to NOT NULL: PostgreSQL 18 adds NOT NULL itself NOT VALID, which binds new rows at once and needs no SET NOT NULL when it is validated.',
      at: here.at,
      because: [],
      cure: advice(`Write ALTER TABLE ${here.textOf(table.span)} ADD CONSTRAINT ${name} NOT NULL ${quoteName(column)} NOT VALID, validate that in a later file, and leave out SET NOT NULL and the drop of the CHECK.`),
    }];
  },
});
