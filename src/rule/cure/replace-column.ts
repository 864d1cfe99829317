import type { Major } from '../../effects/effect.ts';
import type { Phase } from '../../migrations/cure.ts';
import type { Tool } from '../../migrations/tool.ts';
import type { SqlType } from '../../operations/operation.ts';
import type { Named } from '../../sql/name.ts';
import { quoteName, quoteQualified } from '../../sql/quote.ts';
import { inTransaction, sql } from './build.ts';
import { distinct } from './distinct.ts';
import { GIVE_UP } from './gives-up-soon.ts';
import { nameFor } from './name.ts';
import { proveNotNull } from './not-null.ts';

export interface Replacement {
  readonly table: Named;
  readonly from: string;
  readonly to: string;
  readonly toType: SqlType;
  /** What new rows get that say nothing; the new column takes it over at the end. */
  readonly fallback: string | undefined;
  /** What goes with the old column and must stand on the new one before: `index a`. */
  readonly goesWith: readonly string[];
  /** The new value made from an old one, and back; each receives SQL that names a row's column. */
  convert(value: string): string;
  convertBack(value: string): string;
  readonly notNull: boolean;
}

/** The lowest major that the cure has to hold on, and whether its tool lets others pass while it waits. */
interface Where { readonly lowest: Major; readonly tool: Pick<Tool, 'stepsAside'> }

/**
 * The phases by which one column takes the place of another while old and new releases both write: a trigger keeps the
 * two equal, old rows are filled in batches, and the old column goes when nobody names it any more. A batch writes what
 * the trigger would: it must not send the value back, or a conversion that loses something would change the old column.
 */
export function replaceColumn(replacement: Replacement, { lowest, tool }: Where): readonly Phase[] {
  const { table, from, to, toType, convert, convertBack, notNull, fallback, goesWith } = replacement;
  const relation = quoteQualified(table);
  const [old, fresh] = [quoteName(from), quoteName(to)];
  const name = nameFor(table.name, [from, to], 'sync');
  const routine = quoteQualified({ schema: table.schema, name });
  const trigger = quoteName(name);
  return [
    inTransaction('expand',
      sql(`ALTER TABLE ${relation} ADD COLUMN ${fresh} ${toType.text}`),
      sql(`CREATE FUNCTION ${routine}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.${fresh} IS NOT NULL THEN
    NEW.${old} := ${convertBack(`NEW.${fresh}`)};
  ELSIF TG_OP = 'UPDATE' AND ${distinct(`NEW.${fresh}`, `OLD.${fresh}`, toType)} AND ${distinct(`NEW.${fresh}`, convert(`NEW.${old}`), toType)} THEN
    NEW.${old} := ${convertBack(`NEW.${fresh}`)};
  ELSE
    NEW.${fresh} := ${convert(`NEW.${old}`)};
  END IF;
  RETURN NEW;
END
$$`),
      sql(`CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${relation} FOR EACH ROW EXECUTE FUNCTION ${routine}()`)),
    inTransaction('backfill', {
      kind: 'backfill', table, set: `${fresh} = ${convert(old)}`, where: distinct(fresh, convert(old), toType),
    }),
    ...(notNull ? proveNotNull({ table: table.name, written: relation, column: to }, lowest) : []),
    {
      ...inTransaction('contract',
        ...(tool.stepsAside ? [] : [GIVE_UP]),
        sql(`DROP TRIGGER ${trigger} ON ${relation}`),
        sql(`DROP FUNCTION ${routine}()`),
        ...(fallback === undefined ? [] : [sql(`ALTER TABLE ${relation} ALTER COLUMN ${fresh} SET DEFAULT ${fallback}`)]),
        sql(`ALTER TABLE ${relation} DROP COLUMN ${old}`)),
      ...(goesWith.length > 0 && { gate: `What goes with ${from} must stand on ${to} before: ${goesWith.join(', ')}.` }),
      deployBefore: `Deploy a release that uses ${to} and no longer names ${from}.`,
    },
  ];
}
