import type { RelationSeen } from './relations.ts';
import type { Session } from './session.ts';
import { rows } from './session.ts';
import type { ColumnType } from './values.ts';
import { valueOf } from './values.ts';

/** A column that a new row has to give a value, or may. */
export interface FillableColumn extends ColumnType {
  readonly name: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** Part of a unique index. */
  readonly inKey: boolean;
  /** Literals of the CHECK constraints on this column alone. */
  readonly literals: readonly string[];
  /** The foreign key that it is the first of, or a later part of. */
  readonly references: { readonly table: string; readonly column: string; readonly order: string } | null;
}

/** How many rows, and by which of their numbers a column takes values that no key needs to be different. */
export interface Numbering { readonly count: number; readonly small: 'n' | '1 + n % 5' }

const COLUMNS = `
  SELECT quote_ident(a.attname) AS name, a.attnotnull AS "notNull", a.atthasdef OR a.attidentity <> '' AS "hasDefault",
         EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY (i.indkey)) AS "inKey",
         coalesce(b.typname, t.typname)::text AS base, coalesce(b.typtype, t.typtype)::text AS kind,
         coalesce(b.typcategory, t.typcategory) = 'A' AS "isArray", format_type(a.atttypid, a.atttypmod) AS quoted,
         CASE WHEN coalesce(b.typname, t.typname) IN ('bit', 'varbit') THEN nullif(greatest(a.atttypmod, t.typtypmod), -1)
              ELSE nullif(greatest(a.atttypmod, t.typtypmod), -1) - 4 END AS length,
         ARRAY(SELECT m[1] FROM pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''((?:[^'']|'''')*)''', 'g') m
                WHERE c.contype = 'c' AND c.conrelid = a.attrelid AND c.conkey = ARRAY[a.attnum]) AS literals,
         (SELECT json_build_object('table', c.confrelid::text, 'column', quote_ident(r.attname), 'order',
                   (SELECT string_agg(quote_ident(o.attname), ', ' ORDER BY o.attnum) FROM pg_attribute o WHERE o.attrelid = c.confrelid AND o.attnum = ANY (c.confkey)))
            FROM pg_constraint c JOIN pg_attribute r ON r.attrelid = c.confrelid AND r.attnum = c.confkey[array_position(c.conkey, a.attnum)]
           WHERE c.contype = 'f' AND c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey) ORDER BY c.conparentid, c.conname LIMIT 1) AS "references"
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = nullif(t.typbasetype, 0)
   WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   ORDER BY a.attnum`;

export async function fillableColumns(session: Session, { oid }: Pick<RelationSeen, 'oid'>): Promise<readonly FillableColumn[]> {
  return rows<FillableColumn>(session, COLUMNS, [oid]);
}

/** The value for a row of number `n`, or of `small` where keys are no matter; undefined: the column is left to its default. */
export function fillingOf(column: FillableColumn, tables: ReadonlyMap<string, RelationSeen>, { count, small }: Numbering): string | undefined {
  const { references, literals, quoted } = column;
  const parent = references && tables.get(references.table);
  if (references && parent) {
    const keys = `ARRAY(SELECT ${references.column} FROM ${parent.quoted} ORDER BY ${references.order} LIMIT ${count})`;
    return `(${keys})[1 + (n - 1) % greatest(1, cardinality(${keys}))]`;
  }
  if (column.hasDefault) return undefined;
  if (literals.length > 0) return `((ARRAY[${literals.map((literal) => `'${literal}'`).join(', ')}])[1 + n % ${literals.length}])::${quoted}`;
  return valueOf(column, column.inKey ? 'n' : small);
}
