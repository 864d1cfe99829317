import type { Phase } from '../../migrations/cure.ts';
import type { Major } from '../../effects/effect.ts';
import { quoteName } from '../../sql/quote.ts';
import { inTransaction, sql } from './build.ts';
import { nameFor } from './name.ts';

/**
 * The phases by which a filled column becomes NOT NULL with no long stop: a proof that is added unproven, validated
 * while everybody works, and then used. From 18 on the NOT NULL constraint itself can be added unproven.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
 */
export function proveNotNull(target: { readonly table: string; readonly written: string; readonly column: string }, lowest: Major): readonly Phase[] {
  const { written, column } = target;
  const name = quoteName(nameFor(target.table, [column], 'not_null'));
  const alter = `ALTER TABLE ${written}`;
  const validate = inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${name}`));
  if (lowest >= 18) {
    return [inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${name} NOT NULL ${quoteName(column)} NOT VALID`)), validate];
  }
  return [
    inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${name} CHECK (${quoteName(column)} IS NOT NULL) NOT VALID`)),
    validate,
    inTransaction('expand',
      sql(`${alter} ALTER COLUMN ${quoteName(column)} SET NOT NULL`),
      sql(`${alter} DROP CONSTRAINT ${name}`)),
  ];
}
