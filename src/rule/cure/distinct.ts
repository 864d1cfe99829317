import type { SqlType } from '../../operations/operation.ts';
import { grouped } from '../../sql/grouped.ts';

/** Types without `=`, so that IS DISTINCT FROM is refused (42883). https://www.postgresql.org/docs/current/functions-comparison.html */
const WITHOUT_EQUALITY = new Set(['json', 'xml', 'point', 'polygon', 'txid_snapshot', 'pg_snapshot']);

export function hasEquality({ name, schema }: SqlType): boolean {
  return !(WITHOUT_EQUALITY.has(name) && (schema === undefined || schema === 'pg_catalog'));
}

/** The condition under which two values of a type differ. */
export function distinct(one: string, other: string, type: SqlType): string {
  return hasEquality(type)
    ? `${one} IS DISTINCT FROM ${grouped(other)}`
    : `${one}::text IS DISTINCT FROM (${other})::text`;
}
