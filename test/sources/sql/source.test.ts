import { expect, test } from 'vitest';
import { isScript } from '../../../src/migrations/migration.ts';
import type { Migration, Script, Step } from '../../../src/migrations/migration.ts';
import { graphOf } from '../../../src/revisions/graph.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { memoryWorld } from '../../text/memory-world.ts';

function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/migrations/${name}`, text])));
  return sqlSource.read({ root: '/app', folders: ['/app/migrations'], versionTable: { name: 'phasewise_version' } }, world);
}

const textOf = (step: Step) => (step.kind === 'statement' ? step.sql.text : step.kind === 'unread' ? `! ${step.reason}` : step.does);
const textsOf = (script: Migration['downgrade'] | Script | undefined) =>
  script === undefined ? undefined : isScript(script) ? script.steps.map(textOf) : script.none;
const shapeOf = ({ revision, parents, upgrade, downgrade }: Migration) =>
  [revision, parents.join(), textsOf(upgrade), textsOf(downgrade)];

test('numbers make the chain, 2 before 10, gaps and all', () => {
  const { migrations, problems } = read({ '10_c.sql': 'SELECT 3;', '2_b.sql': 'SELECT 2;', '1_a.sql': 'SELECT 1;' });
  expect(migrations.map(shapeOf)).toEqual([
    ['1', '', ['SELECT 1'], 'absent'],
    ['2', '1', ['SELECT 2'], 'absent'],
    ['10', '2', ['SELECT 3'], 'absent'],
  ]);
  expect(problems).toEqual([]);
});

const READINGS: readonly (readonly [string, Readonly<Record<string, string>>, readonly unknown[]])[] = [
  ['Flyway names', { 'V1__init.sql': 'SELECT 1;', 'V1_1__more.sql': 'SELECT 2;', 'V2__x.sql': 'SELECT 3;', 'U2__x.sql': 'SELECT 4;' }, [
    ['1', '', ['SELECT 1'], 'absent'], ['1.1', '1', ['SELECT 2'], 'absent'], ['2', '1.1', ['SELECT 3'], ['SELECT 4']],
  ]],
  ['points, dates and times', { '1.10_b.sql': 'SELECT 2', '1.9_a.sql': 'SELECT 1', '20240101120000-c.sql': 'SELECT 4', '2024-01-01_d.sql': 'SELECT 3' }, [
    ['1.9', '', ['SELECT 1'], 'absent'], ['1.10', '1.9', ['SELECT 2'], 'absent'],
    ['20240101', '1.10', ['SELECT 3'], 'absent'], ['20240101120000', '20240101', ['SELECT 4'], 'absent'],
  ]],
  ['pairs', { '001_a.up.sql': 'SELECT 1;', '001_a.down.sql': 'SELECT -1;', '002_b.up.sql': 'SELECT 2;', '002_b.down.sql': '-- nothing\n' }, [
    ['001', '', ['SELECT 1'], ['SELECT -1']], ['002', '001', ['SELECT 2'], 'empty'],
  ]],
  ['words behind a dot', { 'V0001.Initial_Schema.up.sql': 'SELECT 1;', 'V0001.Initial_Schema.down.sql': 'SELECT -1;' }, [
    ['0001', '', ['SELECT 1'], ['SELECT -1']],
  ]],
  ['a pair with two names', { '1_a.up.sql': 'SELECT 1;', '1_undo.down.sql': 'SELECT -1;' }, [['1', '', ['SELECT 1'], ['SELECT -1']]]],
  ['sections', { '1_a.sql': '-- migrate:up\nSELECT 1\n-- migrate:down\nSELECT 2; SELECT 3' }, [['1', '', ['SELECT 1'], ['SELECT 2', 'SELECT 3']]]],
  ['an upgrade section alone', { '1_a.sql': '-- migrate:up\nSELECT 1' }, [['1', '', ['SELECT 1'], 'absent']]],
  ['markers in strings and bodies', { '1_a.sql': "SELECT '\n-- migrate:down\n', $$\n-- migrate:down\n$$;" }, [
    ['1', '', ["SELECT '\n-- migrate:down\n', $$\n-- migrate:down\n$$"], 'absent'],
  ]],
  ['goose and sql-migrate', {
    '1_a.sql': '-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n-- +goose Down\nSELECT 2;',
    '2_b.sql': '-- +migrate Up\nSELECT 3;\n-- +migrate Down\nSELECT 4;',
  }, [['1', '', ['SELECT 1'], ['SELECT 2']], ['2', '1', ['SELECT 3'], ['SELECT 4']]]],
  ['tern', {
    '1_a.sql': 'SELECT 1;\n---- create above / drop below ----\nSELECT 2;',
  }, [['1', '', ['SELECT 1'], ['SELECT 2']]]],
  ['a statement above the first marker', { '1_a.sql': 'DROP TABLE t;\n-- migrate:up\nSELECT 1;' }, [
    ['1', '', ['! This stands above the first `-- migrate:up`, so nothing says which way it belongs to; move it below the marker.', 'SELECT 1'], 'absent'],
  ]],
  ['headers that make a graph', {
    '001.sql': '-- revises: none\nSELECT 1;',
    '002_b.sql': '-- revises: 1\nSELECT 2;',
    '003_c.sql': '-- revises: 001\nSELECT 3;',
    '004_d.sql': '-- revises: 002, 003\nSELECT 4;',
    'last.sql': '-- revision: zz\n-- revises: 004\nSELECT 5;',
  }, [
    ['001', '', ['SELECT 1'], 'absent'], ['002', '001', ['SELECT 2'], 'absent'], ['003', '001', ['SELECT 3'], 'absent'],
    ['004', '002,003', ['SELECT 4'], 'absent'], ['zz', '004', ['SELECT 5'], 'absent'],
  ]],
  ['a file without statements', { '1_a.sql': '-- later\n' }, [['1', '', [], 'absent']]],
  ['a syntax error, which hides nothing', { '1_a.sql': 'SELECT 1; SELEC 2; SELECT 3;' }, [['1', '', ['SELECT 1', 'SELEC 2', 'SELECT 3'], 'absent']]],
  ['a mark and carriage returns', { '1_a.sql': '\uFEFF-- revises: none\r\nSELECT 1;\r\nSELECT\r\n2;\r\n' }, [['1', '', ['SELECT 1', 'SELECT\r\n2'], 'absent']]],
  ['lines for psql', { '1_a.sql': '\\set ON_ERROR_STOP on\nSELECT 1;\n\\i other.sql\nSELECT 2;' }, [[
    '1', '', [
      'SELECT 1',
      '! `\\i other.sql` includes a file that is not there.',
      'SELECT 2',
    ], 'absent',
  ]]],
  ['rows below a COPY', { '1_a.sql': "COPY t (a, b) FROM stdin;\n1\tit's; -- migrate:down\n\\.\nSELECT 2;" }, [
    ['1', '', ['COPY t (a, b) FROM stdin', 'SELECT 2'], 'absent'],
  ]],
];

test.each(READINGS)('%s', (_, files, shapes) => {
  const { migrations, problems } = read(files);
  expect(migrations.map(shapeOf)).toEqual(shapes);
  expect(problems).toEqual([]);
});

test('the header names dependencies, labels and a title', () => {
  const { migrations } = read({
    '001_a.sql': 'SELECT 1;',
    '002_b.sql': '-- Revises: 001\n-- depends-on: 1 pay\n-- labels: a, b\n-- title: Add what: all of it\n-- Because of the audit.\n-- migrate:up\n-- Two.\nSELECT 2;',
  });
  expect(migrations.map(({ title, description, dependsOn, labels }) => ({ title, description, dependsOn, labels }))).toEqual([
    { title: 'a', description: 'a', dependsOn: [], labels: [] },
    { title: 'Add what: all of it', description: 'Add what: all of it\n\nBecause of the audit.', dependsOn: ['001', 'pay'], labels: ['a', 'b'] },
  ]);
});

test('a revision has its place where its id is said, in a header or else at the beginning of its file', () => {
  const text = '\uFEFF-- title: x\n-- revision: abc\nSELECT 1;';
  const { migrations } = read({ '001_a.sql': text, '002_b.sql': 'SELECT 1;' });
  const start = text.indexOf('abc');
  expect(migrations.map(({ revision, place }) => [revision, place])).toEqual([
    ['002', { path: '/app/migrations/002_b.sql', span: { start: 0, end: 0 } }],
    ['abc', { path: '/app/migrations/001_a.sql', span: { start, end: start + 3 } }],
  ]);
});

test.each([
  ['a header', { '1_a.sql': '-- transaction: false\nSELECT 1;' }, [true, undefined]],
  ['a header of each of a pair', { '1_a.up.sql': 'SELECT 1;', '1_a.down.sql': '-- transaction:false\nSELECT 1;' }, [false, true]],
  ['an option of a section', { '1_a.sql': '-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;' }, [true, false]],
  ['a header over sections, save one that says otherwise', { '1_a.sql': '-- transaction: false\n-- migrate:up\nSELECT 1;\n-- migrate:down transaction:true\nSELECT 2;' }, [true, false]],
  ['tern, each half for itself', { '1_a.sql': '---- tern: disable-tx ----\nSELECT 1;\n---- create above / drop below ----\nSELECT 2;' }, [true, false]],
  ['goose', { '1_a.sql': '-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;' }, [true, true]],
  ['sql-migrate', { '1_a.sql': '-- +migrate Up notransaction\nSELECT 1;\n-- +migrate Down\nSELECT 2;' }, [true, false]],
  ['nothing', { '1_a.sql': 'SELECT 1; -- transaction: false' }, [false, undefined]],
])('%s says what goes without a transaction', (_, files, [up, down]) => {
  const { migrations: [migration] } = read(files);
  expect(migration?.upgrade.optsOut).toBe(up);
  expect(migration && isScript(migration.downgrade) ? migration.downgrade.optsOut : undefined).toBe(down);
});

test('every statement is exactly a stretch of its file', () => {
  const text = '\uFEFF-- é 😀\r\n-- migrate:up\r\nSELECT \'😀\';\r\n\\! x\r\n SELECT 2 -- two\r\n;\r\n-- migrate:down\r\nSELECT $$;$$';
  const { migrations: [migration] } = read({ '1_a.sql': text });
  const downgrade = migration?.downgrade;
  const steps = [...(migration?.upgrade.steps ?? []), ...(downgrade && isScript(downgrade) ? downgrade.steps : [])];
  const stretches = steps.map((step) => {
    if (step.kind !== 'statement') return step.kind === 'unread' ? text.slice(step.place.span.start, step.place.span.end) : step.kind;
    const [piece, ...others] = step.sql.pieces;
    expect([piece?.exact, others]).toEqual([true, []]);
    expect(text.slice(piece?.from.span.start, piece?.from.span.end)).toBe(step.sql.text);
    return step.sql.text;
  });
  expect(stretches).toEqual(["SELECT '😀'", '\\! x', 'SELECT 2', 'SELECT $$;$$']);
});

test.each([
  ['\\set AUTOCOMMIT off', 'nothing'],
  ['#define A b', 'nothing'],
  ['DELIMITER ;', 'nothing'],
  ['\\copy t from \'x.csv\'', 'rows'],
  ['\\copy t from stdin\n1\n\\.', 'rows'],
  ['\\ir x.sql', 'anything'],
  ['\\connect other', 'anything'],
  ['\\! rm x', 'anything'],
  ['\\unheardof', 'anything'],
])('the line %j may have changed %s', (line, reach) => {
  const { migrations: [migration] } = read({ '1_a.sql': `${line}\nSELECT 1;` });
  expect(migration?.upgrade.steps.map((step) => (step.kind === 'unread' ? step.reach : textOf(step)))).toEqual([reach, 'SELECT 1']);
});

const FAULTS: readonly (readonly [string, Readonly<Record<string, string | Uint8Array>>, readonly string[]])[] = [
  ['a file without a number', { '1_a.sql': 'SELECT 1;', 'seed.sql': 'SELECT 2;' }, [
    'finding file-without-number: seed.sql has no number, so nothing says when it runs; name it like 004_seed.sql, or begin it with `-- revision:` and `-- revises:`.',
  ]],
  ['a repeatable migration', { 'V1__a.sql': 'SELECT 1;', 'R__views.sql': 'SELECT 2;' }, [
    "finding repeatable-migration: R__views.sql is a repeatable migration of Flyway's, which Phasewise neither judges nor runs; give it a number, or keep it in another folder.",
  ]],
  ['a downgrade alone', { '1_a.down.sql': 'SELECT 1;' }, [
    'finding downgrade-alone: 1_a.down.sql is a downgrade without an upgrade; its twin would be named 1_a.up.sql.',
  ]],
  ['numbers that differ in zeros', { '2_a.sql': 'SELECT 1;', '02_b.sql': 'SELECT 2;' }, [
    'error duplicate-revision: 2_a.sql and 02_b.sql have the same number, so nothing says which comes first; give one of them another.',
  ]],
  ['UTF-16', { '1_a.sql': new Uint8Array([0xff, 0xfe, 0x31, 0]) }, ['error unreadable-file: 1_a.sql is UTF-16; save it as UTF-8.']],
  ['a NUL', { '1_a.sql': 'SELECT 1;\0' }, ["error unreadable-file: 1_a.sql has a NUL byte at offset 9; PostgreSQL's text cannot hold one."]],
  ['Latin 1', { '1_a.sql': new Uint8Array([0x2d, 0x2d, 0xe9, 0x0a]) }, ['error unreadable-file: 1_a.sql is not valid UTF-8 from byte 2 on; save it as UTF-8.']],
];

test.each(FAULTS)('%s is told', (_, files, messages) => {
  expect(read(files).problems.map(({ level, name, message }) => `${level} ${name}: ${message}`)).toEqual(messages);
});

test('an unreadable file keeps its place in the graph, unread', () => {
  const { migrations } = read({ '1_a.sql': 'SELECT 1;', '2_b.sql': new Uint8Array([0xff, 0xfe]), '3_c.sql': 'SELECT 3;' });
  expect(migrations.map(shapeOf)).toEqual([
    ['1', '', ['SELECT 1'], 'absent'],
    ['2', '1', ['! 2_b.sql is UTF-16; save it as UTF-8.'], 'absent'],
    ['3', '2', ['SELECT 3'], 'absent'],
  ]);
});

test('a file that may not be opened is told by its name', () => {
  const world = { ...memoryWorld({}), list: () => ['1_a.sql'] };
  const { problems } = sqlSource.read({ root: '/app', folders: ['/app'], versionTable: { name: 'phasewise_version' } }, world);
  expect(problems.map(({ message }) => message)).toEqual(['1_a.sql cannot be read: no such file.']);
});

test('two files of one id are left to the graph, which names both', () => {
  const { migrations } = read({ '1_a.sql': 'SELECT 1;', '1_b.sql': 'SELECT 2;', '2_c.sql': 'SELECT 3;' });
  const built = graphOf(migrations);
  expect(built.kind === 'problems' && built.problems.map(({ message }) => message)).toEqual([
    '1_a.sql and 1_b.sql both declare revision 1; give one of them an id of its own.',
  ]);
});
