import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('types', () => reads([
  ["CREATE TYPE s.mood AS ENUM ('sad', 'ok')", { kind: 'create enum', span: 'CREATE TYPE', type: { type: 'type', schema: 's', name: 'mood', span: 's.mood' }, labels: ['sad', 'ok'] }],
  ["ALTER TYPE s.mood ADD VALUE IF NOT EXISTS 'meh' BEFORE 'ok'", { kind: 'add enum value', span: 'ADD VALUE', type: { span: 's.mood' }, label: 'meh', ifNotExists: true, beside: { side: 'before', label: 'ok' } }],
  ["ALTER TYPE mood ADD VALUE 'meh' AFTER 'ok'", { beside: { side: 'after', label: 'ok' } }],
  ["ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", { kind: 'rename enum value', from: 'ok', to: 'fine' }],
  ['ALTER TYPE a.b RENAME TO c', { kind: 'rename type', type: { span: 'a.b' }, to: { schema: 'a', name: 'c' } }],
  ['ALTER TYPE a.b SET SCHEMA c', { kind: 'set type schema', span: 'SET SCHEMA', type: { schema: 'a', name: 'b', span: 'a.b' }, schema: 'c' }],
  ['ALTER TYPE a.b OWNER TO joe', { kind: 'alter type', span: 'OWNER TO', type: { span: 'a.b' }, does: 'OWNER TO' }],
  ['ALTER TYPE b SET (STORAGE = plain)', { kind: 'alter type', does: 'SET' }],
  ['CREATE TYPE r AS RANGE (subtype = varchar(3), collation = "C")', { kind: 'create range type', type: { name: 'r' }, subtype: { name: 'varchar', text: 'varchar(3)' } }],
  ['CREATE TYPE a.b', { kind: 'create base type', type: { schema: 'a', name: 'b', span: 'a.b' }, shell: true }],
  ['CREATE TYPE b (INPUT = f, OUTPUT = g)', { kind: 'create base type', shell: false }],
  ['DROP TYPE IF EXISTS a.b, c', { kind: 'drop type', type: { span: 'a.b' }, ifExists: true }, { type: { name: 'c' } }],
]));

describe('composite types and their tables', () => reads([
  [
    'CREATE TYPE a.comp AS (x int, "Y" text COLLATE "C")',
    { kind: 'create composite type', type: { schema: 'a', name: 'comp', span: 'a.comp' }, attributes: [{ name: { name: 'x', of: 'comp' }, sqlType: { text: 'int' } }, { name: { name: 'Y', span: '"Y"' }, sqlType: { text: 'text', collation: 'C' } }] },
  ],
  [
    'ALTER TYPE a.comp ADD ATTRIBUTE z varchar(10) COLLATE "C" CASCADE, DROP ATTRIBUTE IF EXISTS y, ALTER ATTRIBUTE x SET DATA TYPE bigint CASCADE',
    { kind: 'add attribute', span: 'ADD ATTRIBUTE', type: { type: 'type', schema: 'a', name: 'comp' }, attribute: { name: { span: 'z' }, sqlType: { name: 'varchar', text: 'varchar(10)', collation: 'C' } }, cascade: true },
    { kind: 'drop attribute', attribute: { name: 'y', span: 'y' }, ifExists: true, cascade: false },
    { kind: 'set attribute type', span: 'ALTER ATTRIBUTE', attribute: { span: 'x' }, to: { name: 'int8', text: 'bigint' }, cascade: true },
  ],
  ['ALTER TYPE a.comp RENAME ATTRIBUTE "X" TO y CASCADE', { kind: 'rename attribute', type: { schema: 'a', name: 'comp' }, attribute: { name: 'X', span: '"X"' }, to: { name: 'y', span: 'y' }, cascade: true }],
  ['CREATE TABLE t OF a.comp (x WITH OPTIONS NOT NULL)', { kind: 'create table', of: { type: 'type', schema: 'a', name: 'comp', span: 'a.comp' }, columns: [{ name: { name: 'x' }, notNull: 'NOT NULL' }] }],
  ['ALTER TABLE t OF a.comp', { kind: 'set of', span: 'OF', table: { name: 't' }, type: { schema: 'a', name: 'comp', span: 'a.comp' } }],
  ['ALTER TABLE t NOT OF', { kind: 'set of', span: 'NOT OF' }],
]));

describe('domains', () => reads([
  [
    'CREATE DOMAIN a.d AS varchar(30) COLLATE "C" DEFAULT 3 CONSTRAINT big CHECK (VALUE > 3) NOT NULL',
    { kind: 'create domain', type: { span: 'a.d' }, base: { name: 'varchar', modifiers: [30], collation: 'C', text: 'varchar(30)' }, constraints: [{ type: 'check', name: { name: 'big', of: 'd' }, check: { text: 'VALUE > 3' } }, { type: 'not null' }], fallback: { text: '3' } },
  ],
  ['CREATE DOMAIN d AS text', { constraints: [] }],
  ['ALTER DOMAIN a.d SET DEFAULT 1 + 2', { kind: 'set domain default', span: 'SET DEFAULT', type: { span: 'a.d' }, to: { text: '1 + 2' } }],
  ['ALTER DOMAIN d DROP DEFAULT', { kind: 'drop domain default', span: 'DROP DEFAULT' }],
  ['ALTER DOMAIN d SET NOT NULL', { kind: 'set domain not null', span: 'SET NOT NULL' }],
  ['ALTER DOMAIN d DROP NOT NULL', { kind: 'drop domain not null', span: 'DROP NOT NULL' }],
  ['ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 1) NOT VALID', { kind: 'add domain constraint', constraint: { type: 'check', name: { span: 'c' }, validated: false, check: { text: 'VALUE > 1' } } }],
  ['ALTER DOMAIN d ADD NOT NULL', { kind: 'add domain constraint', constraint: { type: 'not null', validated: true } }],
  ['ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c CASCADE', { kind: 'drop domain constraint', span: 'DROP CONSTRAINT', constraint: { name: 'c', of: 'd', span: 'c' }, ifExists: true }],
  ['ALTER DOMAIN a.d VALIDATE CONSTRAINT c', { kind: 'validate domain constraint', span: 'VALIDATE CONSTRAINT', constraint: { span: 'c' } }],
  ['ALTER DOMAIN a.d RENAME CONSTRAINT c TO e', { kind: 'rename domain constraint', type: { span: 'a.d' }, constraint: { span: 'c' }, to: { span: 'e' } }],
  ['ALTER DOMAIN a.d RENAME TO e', { kind: 'rename type', type: { span: 'a.d' }, to: { schema: 'a', name: 'e', span: 'e' } }],
  ['ALTER DOMAIN a.d SET SCHEMA b', { kind: 'set type schema', type: { span: 'a.d' }, schema: 'b' }],
  ['ALTER DOMAIN a.d OWNER TO joe', { kind: 'alter type', does: 'OWNER TO' }],
  ['DROP DOMAIN a.d CASCADE', { kind: 'drop type', type: { span: 'a.d' }, cascade: true }],
]));
