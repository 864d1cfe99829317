import type { SqlType } from '../../operations/operation.ts';

const VALUES: Readonly<Record<string, string>> = {
  int2: '0', int4: '0', int8: '0', numeric: '0', float4: '0', float8: '0', money: '0',
  bool: 'false', text: "''", varchar: "''", bpchar: "''", citext: "''",
  json: "'{}'", jsonb: "'{}'", date: 'current_date', timestamp: 'now()', timestamptz: 'now()', uuid: 'gen_random_uuid()',
};

/** A value to fill old rows with where the writer gave none: an empty one of the type; undefined where there is none. */
export function valueFor({ name, array, schema }: SqlType): string | undefined {
  if (array) return "'{}'";
  return schema === undefined || schema === 'pg_catalog' ? VALUES[name] : undefined;
}
