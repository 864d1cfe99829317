import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { ConfigError, DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { CatalogConfig } from '../../src/config/config.ts';
import { driftOf } from '../../src/project/drift.ts';
import { review } from '../../src/project/judge.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

const MIGRATIONS = {
  '001_users.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);',
  '002_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint, note text);',
  '003_note.sql': 'ALTER TABLE orders ALTER note TYPE varchar(50);',
};

/** The schema after 002, with a column that nobody's migration made. */
const SCHEMA = `
  SELECT pg_catalog.set_config('search_path', '', false);
  CREATE TABLE public.users (id bigint NOT NULL, email text NOT NULL); ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
  CREATE TABLE public.orders (id bigint NOT NULL, buyer bigint, note character varying(20)); ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
  CREATE TABLE public.phasewise_version (version_num character varying(32) NOT NULL)`;

function shop(catalog: CatalogConfig, files: Readonly<Record<string, string>> = MIGRATIONS): Project {
  const world = memoryWorld({ '/shop/schema.sql': SCHEMA, ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`/shop/migrations/${name}`, text])) });
  const found = { root: '/shop', folders: ['/shop/migrations'], versionTable: { name: 'phasewise_version' } };
  return openProject({ source: sqlSource, found, config: { ...DEFAULT_CONFIG, path: '/shop/phasewise.toml', catalog }, world });
}

const tablesBefore = (project: Project, script: `${string}#${'up' | 'down'}`) =>
  new History(project).before(script).relations().filter(({ type }) => type === 'table').map(({ name }) => name).sort();
const rulesFound = (project: Project) => review(project, rules).findings.map(({ rule, at }) => `${at.script} ${rule}`);

test('a baseline is what the first revision finds', () => {
  const project = shop({ baseline: 'schema.sql' }, { '001_note.sql': MIGRATIONS['003_note.sql'] });
  expect(tablesBefore(project, '001#up')).toEqual(['orders', 'phasewise_version', 'users']);
  expect(rulesFound(project)).toEqual([]);
  expect(driftOf(project)).toEqual([]);
});

test('without it the change of a type may be a rewrite', () => {
  expect(rulesFound(shop({}, { '001_note.sql': MIGRATIONS['003_note.sql'] }))).not.toEqual([]);
});

test('what stands at a revision is what the next one finds; those up to it are judged by what the migrations make', () => {
  const project = shop({ baseline: 'schema.sql', at: '002' });
  expect(tablesBefore(project, '001#up')).toEqual([]);
  expect(tablesBefore(project, '002#up')).toEqual(['users']);
  expect(tablesBefore(project, '003#up')).toEqual(['orders', 'phasewise_version', 'users']);
  expect(tablesBefore(project, '002#down')).toEqual(['orders', 'phasewise_version', 'users']);
  expect(rulesFound(project)).toEqual([]);
  expect(rulesFound(shop({}))).toEqual(['003#up narrowing-type-change']);
});

test('what it has otherwise than the migrations make it is drift; the version table is not', () => {
  expect(driftOf(shop({ baseline: 'schema.sql', at: '002' }))).toEqual([{ kind: 'column', name: 'public.orders.note', aspect: 'type', first: 'text', second: 'varchar(20)' }]);
});

test('a branch that it does not hold is folded on top', () => {
  const project = shop({ baseline: 'schema.sql', at: '2' }, {
    '1_a.sql': '-- revises: none\nCREATE TABLE users (id bigint);', '2_b.sql': '-- revises: 1\nCREATE TABLE orders (id bigint);',
    '3_c.sql': '-- revises: 1\nCREATE TABLE c (id int);', '4_d.sql': '-- revises: 2, 3\nSELECT 1;',
  });
  expect(tablesBefore(project, '3#up')).toEqual(['orders', 'phasewise_version', 'users']);
  expect(tablesBefore(project, '4#up')).toEqual(['c', 'orders', 'phasewise_version', 'users']);
  expect(tablesBefore(project, '2#up')).toEqual(['users']);
});

describe('a beginning that cannot be had', () => {
  test.each<[string, CatalogConfig, string]>([
    ['no such file', { from: 'phasewise.snapshot.json' }, 'catalog.from: cannot read phasewise.snapshot.json: no such file.'],
    ['no snapshot', { from: 'schema.sql' }, 'catalog.from: /shop/schema.sql: it is no JSON. `phasewise snapshot` writes a snapshot.'],
    ['no SQL', { baseline: 'gone.sql' }, 'catalog.baseline: cannot read gone.sql: no such file.'],
  ])('%s', (_name, catalog, message) => {
    expect(() => shop(catalog)).toThrow(ConfigError);
    expect(() => shop(catalog)).toThrow(`/shop/phasewise.toml: ${message}`);
  });

  test('a statement that PostgreSQL would refuse', () => {
    expect(() => shop({ baseline: 'migrations/001_users.sql' }, { '001_users.sql': 'SELECT 1;\nCREATE TABLE (;' }))
      .toThrow(expect.objectContaining({ message: '/shop/phasewise.toml: catalog.baseline: /shop/migrations/001_users.sql: line 2: PostgreSQL would refuse this: syntax error at or near "(".' }));
  });

  test('a revision that no file declares', () => {
    expect(() => shop({ baseline: 'schema.sql', at: '0002' }))
      .toThrow('/shop/schema.sql stands at 0002, which no file declares. Did you mean 002? Say where it stands: --at <revision>, or --at base if that is before the first one.');
  });
});
