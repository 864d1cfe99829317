import type { Part } from '../../migrations/cure.ts';
import type { Expression } from '../../operations/operation.ts';
import type { Named } from '../../sql/name.ts';
import { qualified } from '../../sql/keyword.ts';
import { quoteName, quoteQualified } from '../../sql/quote.ts';
import type { Phase } from '../../migrations/cure.ts';
import { inTransaction, sql } from './build.ts';
import { nameFor } from './name.ts';

/** `name`: the column as it is written in SQL. */
export interface Computed { readonly table: Named; readonly written: string; readonly column: string; readonly name: string; readonly as: Expression }

/** A column that a trigger fills by an expression over the row's other columns; `adds`: what makes the column. */
export function computedColumn({ table, written, column, name, as: { text, columns } }: Computed, adds: Part): readonly Phase[] {
  const routine = nameFor(table.name, [column], 'fill');
  const fills = quoteQualified({ schema: table.schema, name: routine });
  return [
    inTransaction('expand',
      adds,
      sql(`CREATE FUNCTION ${fills}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.${name} := ${qualified(text, columns, (read) => `NEW.${read}`)};
  RETURN NEW;
END
$$`),
      sql(`CREATE TRIGGER ${quoteName(routine)} BEFORE INSERT OR UPDATE ON ${written} FOR EACH ROW EXECUTE FUNCTION ${fills}()`)),
    inTransaction('backfill', { kind: 'backfill', table, set: `${name} = ${text}`, where: `${name} IS DISTINCT FROM ${text}` }),
  ];
}
