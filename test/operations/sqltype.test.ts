import { expect, test } from 'vitest';
import type { SqlType } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';

test.each<[string, Partial<SqlType>]>([
  ['int', { name: 'int4', modifiers: [], array: false, serial: false }],
  ['INTEGER', { name: 'int4' }],
  ['bigint', { name: 'int8' }],
  ['int8', { name: 'int8' }],
  ['smallint', { name: 'int2' }],
  ['serial', { name: 'int4', serial: true }],
  ['bigserial', { name: 'int8', serial: true }],
  ['smallserial', { name: 'int2', serial: true }],
  ['other.serial', { schema: 'other', name: 'serial', serial: false }],
  ['double precision', { name: 'float8' }],
  ['float(24)', { name: 'float4' }],
  ['decimal(10, 2)', { name: 'numeric', modifiers: [10, 2] }],
  ['numeric(3, -2)', { name: 'numeric', modifiers: [3, -2] }],
  ['character varying(10)', { name: 'varchar', modifiers: [10] }],
  ['char', { name: 'bpchar', modifiers: [1] }],
  ['character(20)', { name: 'bpchar', modifiers: [20] }],
  ['"char"', { name: 'char', modifiers: [] }],
  ['text', { name: 'text' }],
  ['boolean', { name: 'bool' }],
  ['timestamp(3) with time zone', { name: 'timestamptz', modifiers: [3] }],
  ['timestamp without time zone', { name: 'timestamp' }],
  ['time(3)', { name: 'time', modifiers: [3] }],
  ['interval', { name: 'interval', modifiers: [], fields: undefined }],
  ['interval(3)', { name: 'interval', modifiers: [3], fields: undefined }],
  ['interval year to month', { name: 'interval', modifiers: [], fields: 'year to month' }],
  ['interval day to second(2)', { name: 'interval', modifiers: [2], fields: 'day to second' }],
  ['interval hour', { name: 'interval', fields: 'hour' }],
  ['bit varying(4)', { name: 'varbit', modifiers: [4] }],
  ['bit', { name: 'bit', modifiers: [1] }],
  ['varchar(10)[]', { name: 'varchar', modifiers: [10], array: true }],
  ['int ARRAY[4]', { name: 'int4', array: true }],
  ['pg_catalog.int4', { schema: undefined, name: 'int4' }],
  ['s."My Type"', { schema: 's', name: 'My Type' }],
  ['geometry(Point, 4326)', { name: 'geometry', modifiers: [4326] }],
])('%s by PostgreSQL\'s name', (text, expected) => {
  const [operation] = readStatement(`ALTER TABLE t ADD COLUMN c ${text} NOT NULL`).operations;
  expect(operation?.kind === 'add column' && operation.column.sqlType).toMatchObject({ ...expected, text });
});
