import { expect, test } from 'vitest';
import type { Difference } from '../../src/catalog/difference.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { statementsOf, told } from './telling.ts';

/** Differences in one line each: what the second has otherwise, lacks (-) or has more (+). */
function differences(first: string, second: string): readonly string[] {
  return inLines(differencesOf(told(first), told(second)));
}

/** The same, where both have begun with the statements that are the same. */
function differencesSince(first: string, second: string): readonly string[] {
  const [own, others] = [statementsOf(first), statementsOf(second)];
  const common = own.findIndex((statement, at) => statement !== others[at]);
  const begun = told(own.slice(0, common === -1 ? own.length : common).join(';'));
  const goneOn = (statements: readonly string[]) => told(statements.slice(common === -1 ? own.length : common).join(';'), begun);
  return inLines(differencesOf(goneOn(own), goneOn(others)));
}

function inLines(differences: readonly Difference[]): readonly string[] {
  return differences.map((one) =>
    ('lacking' in one ? `${one.lacking === 'first' ? '+' : '-'} ${one.kind} ${one.name}` : `${one.kind} ${one.name}: ${one.aspect} ${one.first} > ${one.second}`));
}

const T = 'CREATE TABLE t (id int PRIMARY KEY, a text, n numeric(10))';
const R = `${T}; CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES u`;
const V = `${T}; CREATE VIEW v AS SELECT id FROM t`;
const P = 'CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m DEFAULT';

test.each<[string, string, string, readonly string[]]>([
  ['nothing', T, T, []],
  ['a table', T, '', ['- table public.t']],
  ['a table too many', '', T, ['+ table public.t']],
  ['what a name stands for', 'CREATE TABLE t (id int)', 'CREATE VIEW t AS SELECT 1', ['table public.t: kind table > view']],
  ['a column', T, `${T}; ALTER TABLE t DROP COLUMN a, ADD b int`, ['- column public.t.a', '+ column public.t.b']],
  ['a type', T, `${T}; ALTER TABLE t ALTER a TYPE varchar(5), ALTER n TYPE numeric(10, 2)`, ['column public.t.a: type text > varchar(5)', 'column public.t.n: type numeric(10,0) > numeric(10,2)']],
  ['a collation', T, `${T}; ALTER TABLE t ALTER a TYPE text COLLATE "C"`, ['column public.t.a: collation usual > C']],
  ['NOT NULL', T, `${T}; ALTER TABLE t ALTER a SET NOT NULL`, ['column public.t.a: NOT NULL no > yes']],
  ['a default', `${T}; ALTER TABLE t ALTER a SET DEFAULT 'x'`, `${T}; ALTER TABLE t ALTER a SET DEFAULT 'y'`, ["column public.t.a: default 'x' > 'y'"]],
  ['a default that is gone', `${T}; ALTER TABLE t ALTER a SET DEFAULT now()::text`, T, ['column public.t.a: default expression over now() > none']],
  ['identity', 'CREATE TABLE t (id int NOT NULL)', 'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY)', ['column public.t.id: identity no > yes', '+ sequence public.t_id_seq']],
  ['a constraint', `${T}; ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0)`, T, ['- constraint public.t.c']],
  ['a constraint of other columns', `${T}; ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0)`, `${T}; ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0)`,
    ['constraint public.t.c: columns n > id', 'constraint public.t.c: condition expression over n > expression over id']],
  ['a constraint that is not valid', `${T}; ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0)`, `${T}; ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0) NOT VALID`, ['constraint public.t.c: validated yes > no']],
  ['what a foreign key references', `${T}; CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES u`,
    `${T}; CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t`, ['constraint public.t.f: references public.u (id) > public.t (id)']],
  ['an index', `${T}; CREATE INDEX i ON t (a)`, T, ['- index public.i']],
  ['the keys of an index', `${T}; CREATE INDEX i ON t (a, lower(a)) WHERE a IS NOT NULL`, `${T}; CREATE UNIQUE INDEX i ON t (a) INCLUDE (n)`,
    ['index public.i: unique no > yes', 'index public.i: keys a, expression over a, lower() > a', 'index public.i: include  > n', 'index public.i: condition expression over a > none']],
  ['the method of an index', `${T}; CREATE INDEX i ON t (id)`, `${T}; CREATE INDEX i ON t USING hash (id)`, ['index public.i: method btree > hash']],
  ['labels', "CREATE TYPE m AS ENUM ('a')", "CREATE TYPE m AS ENUM ('a', 'b')", ['type public.m: labels a > a, b']],
  ['a type that is gone', "CREATE TYPE m AS ENUM ('a')", '', ['- type public.m']],
  ['a policy', `${T}; CREATE POLICY p ON t USING (a > '')`, T, ['- policy public.t.p']],
  ['a rule that is switched off', `${T}; CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING`, `${T}; CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE r`, ['rule public.t.r: enabled yes > no']],
  ['what a view reads', `${T}; CREATE VIEW v AS SELECT id FROM t`, `${T}; CREATE VIEW v AS SELECT 1 AS id`, ['- view public.v over public.t']],
  ['a partition', 'CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m DEFAULT', 'CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE p (a int)',
    ['table public.p: partition of public.m (default) > nothing']],
  ['a child', 'CREATE TABLE m (a int); CREATE TABLE p () INHERITS (m)', 'CREATE TABLE m (a int); CREATE TABLE p (a int)', ['- inheritance public.p from public.m']],
  ['what a foreign key references has another name', R, `${R}; ALTER TABLE u RENAME TO w`,
    ['constraint public.t.f: references public.u (id) > public.w (id)', 'index public.u_pkey: table public.u > public.w', '- table public.u', '+ table public.w']],
  ['an index of a constraint has another name', T, `${T}; ALTER INDEX t_pkey RENAME TO k`, ['+ constraint public.t.k', '- constraint public.t.t_pkey', '+ index public.k', '- index public.t_pkey']],
  ['a view has another name', V, `${V}; ALTER VIEW v RENAME TO w`, ['- view public.v', '+ view public.w', '- view public.v over public.t', '+ view public.w over public.t']],
  ['what a view reads has another name', V, `${V}; ALTER TABLE t RENAME TO s`, ['index public.t_pkey: table public.t > public.s', '+ table public.s', '- table public.t']],
  ['a parent has another name', P, `${P}; ALTER TABLE m RENAME TO n`,
    ['- partitioned table public.m', '+ partitioned table public.n', 'table public.p: partition of public.m (default) > public.n (default)']],
  ['a server says it in its own words', `CREATE TABLE t (a numeric(4) DEFAULT 1, b bool DEFAULT 't', c varchar DEFAULT 'x', d int DEFAULT -1, e text DEFAULT NULL, g text COLLATE "default" DEFAULT E'x', h text COLLATE pg_catalog."C", f interval DEFAULT '24 hours', CHECK (c IN ('x', 'y')))`,
    `CREATE TABLE t (a numeric(4,0) DEFAULT '1'::numeric, b boolean DEFAULT true, c character varying DEFAULT 'x'::character varying, d integer DEFAULT '-1'::integer, e text, g text DEFAULT 'x'::text, h text COLLATE "C", f interval DEFAULT '1 day'::interval,
      CONSTRAINT t_c_check CHECK (((c)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))))`, []],
])('%s', (_name, first, second, expected) => {
  expect(differences(first, second)).toEqual(expected);
  expect(differencesSince(first, second)).toEqual(expected);
});

test('what one of them is in doubt about is no difference', () => {
  const half = told('ALTER TABLE t ADD COLUMN b int NOT NULL; CREATE TABLE u (id int)', emptyCatalog());
  expect(differencesOf(half, told(`${T}; ALTER TABLE t ADD COLUMN b int NOT NULL; CREATE TABLE u (id int); CREATE TABLE more (id int)`))).toEqual([]);
  expect(differencesOf(half, told(`${T}; CREATE TABLE u (id int, a int)`))).toEqual([{ kind: 'column', name: 'public.u.a', lacking: 'first' }]);
});

test('what may be there is no difference to what is not', () => {
  const maybe = told(`${T}; CREATE TYPE m AS ENUM ('a'); CREATE INDEX i ON t (a)`).doubting({ about: 'anything', because: 'unread' });
  expect(differencesOf(maybe, told("CREATE TABLE t (id int); CREATE TYPE m AS ENUM ('b')"))).toEqual([]);
  expect(differencesOf(told(''), maybe)).toEqual([]);
});

test('relations that are nobody\'s concern are left out with their parts', () => {
  expect(differencesOf(told('CREATE TABLE t (a int); CREATE INDEX i ON t (a)'), told(''), { apart: ['public.t'] })).toEqual([]);
});
