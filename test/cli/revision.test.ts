import fs from 'node:fs';
import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const MAKO = fs.readFileSync('fixtures/projects/alembic-todo/migrations/script.py.mako', 'utf8');
const file = (id: string, parents = 'None', more = '') => ({ [`migrations/versions/${id}.py`]: `"""${id}"""\nrevision = '${id}'\ndown_revision = ${parents}\n${more}\ndef upgrade(): pass\ndef downgrade(): pass\n` });
const INI = { 'alembic.ini': '[alembic]\nscript_location = migrations\ntimezone = UTC\n', 'migrations/env.py': '' };
const ONE = { ...INI, 'migrations/script.py.mako': MAKO, ...file('aaaa1111') };
const FORK = { ...ONE, ...file('bbbb2222', "'aaaa1111'", "branch_labels = ('feat',)"), ...file('cccc3333', "'aaaa1111'") };

/** What lies in the folder afterwards, dates made plain. */
function written(root: string, path: string): string {
  return fs.readFileSync(`${root}/${path}`, 'utf8').replace(/\d{4}-\d\d-\d\d [\d:.+]+/, 'DATE');
}

test('a revision out of script.py.mako, after the head', async () => {
  const root = folder(ONE);
  expect(await phasewise(['revision', '-m', 'Add priority', '--rev-id', 'bbbb2222'], root)).toEqual({
    code: 0, out: '✓ migrations/versions/bbbb2222_add_priority.py, after aaaa1111 (aaaa1111)\n', err: '',
  });
  expect(written(root, 'migrations/versions/bbbb2222_add_priority.py')).toBe(`"""Add priority

Revision ID: bbbb2222
Revises: aaaa1111
Create Date: DATE

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = 'bbbb2222'
down_revision: Union[str, Sequence[str], None] = 'aaaa1111'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`);
});

test('without an id one of twelve hexadecimal digits is made', async () => {
  const { out } = await phasewise(['revision', '-m', 'x'], folder(ONE));
  expect(out).toMatch(/^✓ migrations\/versions\/[0-9a-f]{12}_x\.py, after aaaa1111/);
});

test('beside a head: with a label, a dependency, a splice', async () => {
  const root = folder(FORK);
  expect((await phasewise('revision -m d --rev-id dddd --head feat@head --depends-on cccc', root)).out).toBe('✓ migrations/versions/dddd_d.py, after bbbb2222 (bbbb2222)\n');
  expect((await phasewise('revision -m e --rev-id eeee --head aaaa --splice --branch-label hot --depends-on feat', root)).out).toBe('✓ migrations/versions/eeee_e.py, after aaaa1111 (aaaa1111)\n');
  expect((await phasewise('revision -m f --rev-id ffff --head base', root)).out).toBe('✓ migrations/versions/ffff_f.py, at the beginning\n');
  expect((await phasewise('history', root)).out.split('\n').filter((line) => /-> (?:dddd|eeee|ffff)/.test(line)).sort()).toEqual([
    '<base> -> ffff (head), f', 'aaaa1111 (bbbb2222) -> eeee (hot) (head), e', 'bbbb2222 (cccc3333) -> dddd (feat) (head), d',
  ]);
  expect(written(root, 'migrations/versions/eeee_e.py')).toContain("branch_labels: Union[str, Sequence[str], None] = ('hot',)\ndepends_on: Union[str, Sequence[str], None] = 'feat'\n");
});

test('a template that is not plain is told, and the file has the form that Alembic brings', async () => {
  const root = folder({ ...ONE, 'migrations/script.py.mako': `<%!\nimport re\n%>${MAKO}` });
  const { code, err } = await phasewise('revision -m x --rev-id bbbb', root);
  expect([code, err]).toEqual([0, 'phasewise: script.py.mako, line 1: <%! runs code. The file has the form that Alembic brings instead.\n']);
  expect(written(root, 'migrations/versions/bbbb_x.py')).toContain('"""Upgrade schema."""\n    pass\n');
});

test('what pyproject.toml says of new files', async () => {
  const root = folder({
    'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/migrations"\nfile_template = "%%(rev)s-%%(slug)s"\ntruncate_slug_length = 8\nrevision_environment = true\n',
    'migrations/env.py': '', 'migrations/script.py.mako': MAKO, ...file('aaaa1111'),
  });
  expect(await phasewise(['revision', '-m', 'add some words', '--rev-id', 'bbbb'], root)).toEqual({
    code: 0, out: '✓ migrations/versions/bbbb-add_.py, after aaaa1111 (aaaa1111)\n',
    err: 'phasewise: Alembic would run env.py, which may change the file (revision_environment); Phasewise does not.\n',
  });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['alembic.ini', { 'alembic.ini': `${INI['alembic.ini']}[post_write_hooks]\nhooks = black, isort\n` }],
  ['pyproject.toml', { 'pyproject.toml': '[tool.alembic]\nscript_location = "migrations"\n[[tool.alembic.post_write_hooks]]\nname = "black"\ntype = "console_scripts"\n[[tool.alembic.post_write_hooks]]\nname = "isort"\n' }],
])('the programs of post_write_hooks in %s are named and not run', async (_, files) => {
  const { err } = await phasewise('revision -m x', folder({ ...ONE, ...files }));
  expect(err).toBe('phasewise: Alembic would run black, isort over it (post_write_hooks); Phasewise runs no programs of the project.\n');
});

test.each([
  ['revision -m x', FORK, 'there are 2 heads: bbbb2222 (bbbb2222), cccc3333 (cccc3333). Say with --head which one it follows, or bring them together first: phasewise merge heads.'],
  ['revision -m x --head aaaa', FORK, 'aaaa1111 (aaaa1111) is no head: bbbb2222 (bbbb2222) follows it. --splice begins a new branch there.'],
  ['revision -m x --rev-id aaaa1111', ONE, '--rev-id aaaa1111 is taken: migrations/versions/aaaa1111.py declares it.'],
  ['revision -m x --rev-id a-b', ONE, '--rev-id a-b: use letters, digits and underscores; addresses such as name@head, 003-1 and 001:003 are made of the others.'],
  [`revision -m x --rev-id ${'a'.repeat(33)}`, ONE, `--rev-id ${'a'.repeat(33)} has 33 characters, and the version table holds 32.`],
  ['revision -m x --head bbbb --branch-label feat', FORK, 'bbbb2222.py and dddd_x.py both declare the label feat; a label belongs to one revision, and all that follow it share it. Nothing was written.'],
  ['revision -m x --depends-on base', ONE, '--depends-on base: nothing needs to depend on base.'],
  ['revision -m x --version-path elsewhere', ONE, '--version-path elsewhere is no folder for revisions of this project. There is migrations/versions.'],
  ['revision -m x', { ...ONE, 'alembic.ini': INI['alembic.ini'].replace('UTC', 'Mars') }, 'timezone = Mars names no time zone; write it like Europe/Berlin or UTC.'],
  ['revision -m x --branch-label y', { ...ONE, 'migrations/script.py.mako': MAKO.replace(/^branch_labels.*$/m, '') }, 'the template of this project leaves branch_labels out, so the file would not be the revision that was asked for. Nothing was written.'],
])('%s is refused', async (args, files, message) => {
  const root = folder(files);
  const typed = args.includes('--branch-label feat') ? `${args} --rev-id dddd` : args;
  expect(await phasewise(typed, root)).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  expect(fs.readdirSync(`${root}/migrations/versions`)).toHaveLength(Object.keys(files).filter((name) => name.includes('/versions/')).length);
});

test('of two folders the one of its parent, or the one that is said', async () => {
  const two = {
    'alembic.ini': '[alembic]\nscript_location = migrations\nversion_locations = %(here)s/migrations/versions %(here)s/net\n',
    'migrations/env.py': '', 'migrations/script.py.mako': MAKO, ...file('aaaa1111'), 'net/nnnn.py': "revision = 'nnnn'\ndown_revision = None\ndef upgrade(): pass\n",
  };
  const root = folder(two);
  expect((await phasewise('revision -m x --head nnnn --rev-id xxxx', root)).out).toBe('✓ net/xxxx_x.py, after nnnn\n');
  expect((await phasewise('revision -m y --head base --rev-id yyyy', root)).err).toBe('phasewise: there are 2 folders for revisions: migrations/versions, net. Say which with --version-path.\n');
  expect((await phasewise('revision -m y --head base --rev-id yyyy --version-path ./net', root)).out).toBe('✓ net/yyyy_y.py, at the beginning\n');
});

test.each<[string, Readonly<Record<string, string>>, string, Readonly<Record<string, string>>]>([
  ['plain files', { 'migrations/009_a.sql': 'SELECT 1;\n' }, 'revision -m fill', { 'migrations/010_fill.sql': '-- fill\n' }],
  ['pairs', { 'migrations/0001-a.up.sql': 'SELECT 1;\n', 'migrations/0001-a.down.sql': 'SELECT 2;\n' }, 'revision -m fill', {
    'migrations/0002-fill.up.sql': '-- fill\n', 'migrations/0002-fill.down.sql': '-- Takes back: fill\n',
  }],
  ['sections', { 'migrations/001_a.sql': '-- revises: none\n-- title: a\n\n-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n' }, 'revision -m fill', {
    'migrations/002_fill.sql': '-- revises: 001\n-- title: fill\n\n-- migrate:up\n\n-- migrate:down\n',
  }],
  ['a branch', { 'migrations/1_a.sql': 'SELECT 1;\n', 'migrations/2_b.sql': 'SELECT 1;\n' }, 'revision -m c --head 1 --splice --branch-label pay --rev-id p1', {
    'migrations/3_c.sql': '-- revision: p1\n-- revises: 1\n-- labels: pay\n',
  }],
  ['folders', { 'migrations/001_a/up.sql': 'SELECT 1;\n', 'migrations/001_a/down.sql': 'SELECT 1;\n' }, 'revision -m b', {
    'migrations/002_b/up.sql': '-- b\n', 'migrations/002_b/down.sql': '-- Takes back: b\n',
  }],
])('plain SQL: %s', async (_, files, args, expected) => {
  const root = folder(files);
  expect(await phasewise(args, root)).toMatchObject({ code: 0, err: '' });
  expect(Object.fromEntries(Object.keys(expected).map((path) => [path, fs.readFileSync(`${root}/${path}`, 'utf8')]))).toEqual(expected);
});

test('the first migration of a project lies where it is said', async () => {
  const root = folder({ 'README.md': '' });
  expect(await phasewise(['revision', '-m', 'Add users'], root)).toEqual({
    code: 2, out: '', err: expect.stringMatching(/^phasewise: no migrations here\. .* To begin with files of SQL, say where they are to lie: --version-path migrations\.\n$/),
  });
  expect(await phasewise(['revision', '-m', 'Add users', '--version-path', 'db/schema', '--rev-id', 'users'], root)).toEqual({
    code: 0, out: '✓ db/schema/001_add_users.up.sql, at the beginning\n✓ db/schema/001_add_users.down.sql\n', err: '',
  });
  expect([written(root, 'db/schema/001_add_users.up.sql'), written(root, 'db/schema/001_add_users.down.sql')]).toEqual(['-- revision: users\n-- revises: none\n-- Add users\n', '-- Takes back: Add users\n']);
  expect(await phasewise(['revision', '-m', 'Add teams'], root)).toEqual({
    code: 0, out: '✓ db/schema/002_add_teams.up.sql, after users (add users)\n✓ db/schema/002_add_teams.down.sql\n', err: '',
  });
});

test.each([
  [['-m', 'x', '--version-path', '../elsewhere'], /^--version-path \S+\/elsewhere lies outside of the project, which begins in \S+\.$/],
  [['--version-path', 'migrations'], /^the message names the file: say with -m what it does\.$/i],
  [['-m', 'x', '--version-path', 'migrations', '--branch-label', 'feat'], /^the first migration has nothing that it could depend on, and no branch to name\.$/i],
])('no first migration: %j', async (words, message) => {
  const root = folder({ 'README.md': '' });
  const { code, err } = await phasewise(['revision', ...words], root);
  expect([code, fs.readdirSync(root)]).toEqual([2, ['.git', 'README.md']]);
  expect(err.replace(/^phasewise: /, '').trimEnd()).toMatch(message);
});

test('a point in time goes on with now', async () => {
  const { out } = await phasewise('revision -m b', folder({ 'migrations/20240101120000_a.sql': 'SELECT 1;\n' }));
  expect(out).toMatch(/^✓ migrations\/20[2-9]\d{11}_b\.sql, after 20240101120000 \(a\)\n$/);
});

test.each([
  ['revision', { 'migrations/1_a.sql': 'SELECT 1;\n' }, 'the message names the file: say with -m what it does.'],
  ['revision -m b --branch-label pay', { 'go.mod': 'github.com/golang-migrate/migrate/v4', 'migrations/1_a.up.sql': 'SELECT 1;\n' }, 'Migrations of golang-migrate follow each other by their numbers: they have no ids, labels and branches of their own.'],
])('plain SQL: %s is refused', async (args, files, message) => {
  expect(await phasewise(args, folder(files))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});
