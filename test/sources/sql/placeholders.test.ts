import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { parseStatement } from '../../../src/sql/grammar.ts';
import { memoryWorld } from '../../text/memory-world.ts';
import type { Given } from './reading.ts';
import { inLine, stepsIn } from './reading.ts';

const unread = (word: string, way = 'State its value under [placeholders] in phasewise.toml.') =>
  `! The tool that sends this file fills in \`${word}\`, and PostgreSQL can read the statement only then, so what it would do is not judged. ${way}`;

const READINGS: readonly { readonly 0: string; readonly 1: readonly string[]; readonly 2?: Given }[] = [
  ['DROP TABLE ${app}.a; DROP TABLE "${app}"."b";', ['DROP TABLE ${app}.a | ${app}', 'DROP TABLE "${app}"."b" | ${app}']],
  ['ALTER TABLE {{ .prefix }}users ADD COLUMN a {{.type}};', ['ALTER TABLE {{ .prefix }}users ADD COLUMN a {{.type}} | {{ .prefix }} {{.type}}']],
  ['CREATE INDEX idx_${table}_a ON ${table} (a)', ['CREATE INDEX idx_${table}_a ON ${table} (a) | ${table} ${table}']],
  ['DELETE FROM t WHERE id = %(id)s AND n = %s;', ['DELETE FROM t WHERE id = %(id)s AND n = %s | %(id)s %s']],
  ['DELETE FROM t WHERE id = :id AND a::text = b[1:2];', ['DELETE FROM t WHERE id = :id AND a::text = b[1:2] | :id']],
  ["INSERT INTO t VALUES (:'name', :n);", ["INSERT INTO t VALUES (':name', :n) = INSERT INTO t VALUES (:'name', :n) | :'name' :n"]],
  ['DROP TABLE {schema}.t', ['DROP TABLE {schema}.t | {schema}']],
  ['DROP TABLE $[schema].t', ['DROP TABLE $[schema].t | $[schema]']],
  ['DROP TABLE <%= schema %>.t', ['DROP TABLE <%= schema %>.t | <%= schema %>']],
  ['DROP TABLE @schema@.t', ['DROP TABLE @schema@.t | @schema@']],
  ['DROP TABLE @schema.t', ['DROP TABLE @schema.t | @schema']],
  ['DROP TABLE __SCHEMA__.t', ['DROP TABLE __SCHEMA__.t']],
  ['CREATE ROLE a CONNECTION LIMIT ${n}', ['CREATE ROLE a CONNECTION LIMIT 1 = CREATE ROLE a CONNECTION LIMIT ${n} | ${n}']],
  ["COMMENT ON TABLE t IS ${text}", ["COMMENT ON TABLE t IS '{text' = COMMENT ON TABLE t IS ${text} | ${text}"]],
  ['CREATE TABLE t (a int) ${options};', ['CREATE TABLE t (a int) = CREATE TABLE t (a int) ${options} | ${options}']],
  ['${statement}; SELECT 1;', [unread('${statement}'), 'SELECT 1']],
  ['{{ addColumn "a" "b;c" }}; SELECT 1;', [unread('{{ addColumn "a" "b;c" }}', 'Lint the file as the tool sends it.'), 'SELECT 1']],
  // Data is no placeholder.
  ["INSERT INTO mails VALUES ('Dear {{name}}', '{}', '${x}', '%s', ':a')", ["INSERT INTO mails VALUES ('Dear {{name}}', '{}', '${x}', '%s', ':a')"]],
  ["SELECT a[1:n], b::text, c % s, d ? 'e', @ f, g && h, $1 FROM t -- ${x}", ["SELECT a[1:n], b::text, c % s, d ? 'e', @ f, g && h, $1 FROM t"]],
  ["INSERT INTO {schema}.t VALUES ('{schema}', '{}')", ["INSERT INTO {schema}.t VALUES ('{schema}', '{}') | {schema} {schema}"]],
  ['CREATE FUNCTION f() RETURNS int AS $$ SELECT ${n} $$ LANGUAGE plv8', ['CREATE FUNCTION f() RETURNS int AS $$ SELECT ${n} $$ LANGUAGE plv8']],
  ["INSERT INTO t VALUES ('${x}')", ["INSERT INTO t VALUES ('${x}') | ${x}"], { name: 'V1__a.sql' }],
  ['DROP INDEX "${app}".b', ['DROP INDEX "${app}".b | ${app}']],
  ['DROP TABLE "{{ index .Options "Namespace" }}".a; SELECT \'{{ .b }}\'', ['DROP TABLE "{{ index .Options "Namespace" }}".a | {{ index .Options "Namespace" }}', "SELECT '{{ .b }}' | {{ .b }}"]],
  // A slip of the pen is none, whatever stands beside it.
  ['SELEC a % s FROM @t', ['SELEC a % s FROM @t']],
  // What is known needs no stand-in.
  ['DROP TABLE ${schema}.a, :other;', ['DROP TABLE app.a, :other | :other'], { placeholders: { schema: 'app' } }],
  ["SELECT :'a', :\"a\", :a;", ["SELECT 'it''s', \"it's\", it's"], { placeholders: { a: "it's" } }],
  ['${all}; SELECT 3;', ['SELECT 1', 'SELECT 2', 'SELECT 3'], { placeholders: { all: 'SELECT 1; SELECT 2' } }],
  ['CREATE TABLE ${prefix}t (a int)', ['CREATE TABLE t (a int)'], { placeholders: { prefix: '' } }],
];

test.each(READINGS.map((one) => [one[0], one[1], one[2]] as const))('%j', (sql, lines, given) => {
  expect(stepsIn(sql, given).map(inLine)).toEqual(lines);
});

const TEMPLATES: readonly (readonly [string, readonly string[]])[] = [
  ['{{if .big}}DROP TABLE a;{{else}}DROP TABLE b;{{end}}\nSELECT 1;', ['DROP TABLE a ?', 'DROP TABLE b ?', 'SELECT 1']],
  ['{% if big %}\nDROP TABLE a;\n{% elif small %}\nDROP TABLE b;\n{% endif %}', ['DROP TABLE a ?', 'DROP TABLE b ?']],
  ['{{if .mysql}}DROP TABLE a ON `b`;{{end}}{{if .postgres}}DROP TABLE a;{{end}}', ['DROP TABLE a']],
  ["{% if dialect == 'mysql' %}X{% else %}DROP TABLE a;{% endif %}", ['DROP TABLE a']],
  ['ALTER TABLE t ADD a {{if .pg}}jsonb{{else}}json{{end}};', ['ALTER TABLE t ADD a jsonb']],
  ['ALTER TABLE t ADD a {{if .x}}jsonb{{else}}json{{end}};', ['ALTER TABLE t ADD a jsonb ?', 'ALTER TABLE t ADD a json ?']],
  ['CREATE TABLE {{if .x}}IF NOT EXISTS{{end}} t (a int);', ['CREATE TABLE IF NOT EXISTS t (a int) ?', 'CREATE TABLE t (a int) ?']],
  ['{% for t in tables %}DROP TABLE {{ t }};{% endfor %}', ['DROP TABLE {{ t }} | {{ t }} ? *']],
  ['<% if big %>DROP TABLE a;<% end %>', ['DROP TABLE a ?']],
  ['{# not this #}{% set a = 1 %}SELECT {{ a }};', ['SELECT {{ a }} | {{ a }}']],
  ['{{- /* why */ -}}\nSELECT {{ .a }};', ['SELECT {{ .a }} | {{ .a }}']],
];

test.each(TEMPLATES)('%j', (sql, lines) => {
  expect(stepsIn(sql).map(inLine)).toEqual(lines);
});

test('the same placeholder is the same object, and no real one', () => {
  const [created, dropped] = stepsIn('CREATE TABLE ${schema}.users (a int); DROP TABLE "${schema}".users;').map((step) => (step.kind === 'statement' ? parseStatement(step.sql.text) : undefined));
  const names = [created, dropped].map((parsed) => /"schemaname":"([^"]+)"|"sval":"([^"]+)"/.exec(JSON.stringify(parsed))?.slice(1).find((name) => name !== undefined));
  expect(names[0]).toBe(names[1]);
  expect(names[0]).toMatch(/^[\ue000-\ue07f]{2}schema[\ue000-\ue07f]$/);
});

const PIECES = [
  'a', ' ', '\n', '\r\n', "'", '"', '$$', '--', '/*', '*/', ';', '(', ')', '{', '}', '{{', '}}', '{% if a %}', '{% endif %}', '{{if .a}}', '{{else}}', '{{end}}',
  '${x}', '${', ':a', ":'a'", '%s', '@a', '?', '<%= a %>', '<% end %>', '\\set a b', '\\if :a', '\\else', '\\endif', '\\i 1_a.sql', '\\q', 'GO', '#include "x"',
  'SELECT ', 'DROP TABLE ', 'COPY t FROM stdin', '\\.', 'é', '😀', '\uFEFF',
] as const;

test('whatever a file holds, its steps stay inside it, and stand-ins keep its lengths and lines', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
    const text = pieces.join('');
    for (const step of stepsIn(text)) {
      if (step.kind !== 'statement') {
        expect(step.place.span.start).toBeGreaterThanOrEqual(0);
        expect(step.place.span.end).toBeLessThanOrEqual(text.length);
        continue;
      }
      for (const { exact, span, from } of step.sql.pieces) {
        const own = step.sql.text.slice(span.start, span.end);
        expect(from.span.end).toBeLessThanOrEqual(text.length);
        if (!exact) continue;
        const there = text.slice(from.span.start, from.span.end);
        expect(own).toHaveLength(there.length);
        expect(own.replace(/[^\r\n]/g, '')).toBe(there.replace(/[^\r\n]/g, ''));
      }
      for (const { start, end } of step.standIns) expect([start <= end, end <= step.sql.text.length]).toEqual([true, true]);
    }
  }), { numRuns: 1000 });
});

test('any text at all is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    expect(() => stepsIn(text.replaceAll('\0', ''))).not.toThrow();
  }), { numRuns: 300 });
});

test.each([
  ['flyway.conf', 'flyway.placeholders.schema=app\nflyway.placeholders.other=${ENV}\n'],
  ['flyway.toml', '[flyway]\nmixed = true\n\n[flyway.placeholders]\nschema = "app"\nother = "${env.OTHER}"\n'],
  ['application.properties', 'spring.flyway.placeholders.schema = app\n'],
])('what %s of Flyway says in plain words is known', (file, settings) => {
  const world = memoryWorld({ [`/app/${file}`]: settings, '/app/.git/HEAD': '', '/app/migrations/V1__a.sql': 'DROP TABLE ${schema}.a, ${other}.b;' });
  const found = sqlSource.detect('/app', world);
  const [migration] = found ? sqlSource.read(found, world).migrations : [];
  expect(migration?.upgrade.steps.map(inLine)).toEqual(['DROP TABLE app.a, ${other}.b | ${other}']);
});
