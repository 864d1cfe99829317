import { expect, test } from 'vitest';
import { findProjects } from '../../src/project/find.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { memoryWorld } from '../text/memory-world.ts';

const ALEMBIC = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': '',
  'migrations/versions/001_a.py': 'revision = "001"\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n',
};
const under = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

const world = memoryWorld({
  '/repo/.git/HEAD': '',
  ...under('/repo/services/todo', ALEMBIC),
  '/repo/services/shop/migrations/001_a.sql': 'CREATE TABLE a (id int);',
  '/repo/services/shop/migrations/002_b.sql': 'CREATE TABLE b (id int);',
  '/repo/services/shop/README.md': '',
  '/repo/node_modules/x/migrations/001_a.sql': 'CREATE TABLE x (id int);',
  '/repo/docs/notes.txt': '',
});

function found(...paths: string[]): readonly string[] {
  const { discoveries, missing } = findProjects(paths, SOURCES, world);
  return [
    ...discoveries.map(({ source, found: { root }, files }) => `${source.name} ${root}${files ? ` ${[...files].join(' ')}` : ''}`),
    ...missing.map(({ kind, path }) => `${kind}: ${path}`),
  ];
}

test('all projects below a folder, those of dependencies passed over', () => {
  expect(found('/repo')).toEqual(['plain SQL /repo/services/shop', 'Alembic /repo/services/todo']);
});

test('the project around a folder inside it', () => {
  expect(found('/repo/services/todo/migrations')).toEqual(['Alembic /repo/services/todo /repo/services/todo/migrations/env.py /repo/services/todo/migrations/versions/001_a.py']);
});

test('a named file chooses what is reported', () => {
  expect(found('/repo/services/shop/migrations/002_b.sql')).toEqual(['plain SQL /repo/services/shop /repo/services/shop/migrations/002_b.sql']);
});

test('two files of one project are one project', () => {
  expect(found('/repo/services/shop/migrations/002_b.sql', '/repo/services/shop/migrations/001_a.sql'))
    .toEqual(['plain SQL /repo/services/shop /repo/services/shop/migrations/002_b.sql /repo/services/shop/migrations/001_a.sql']);
});

test('what is no project and what is not there are told apart', () => {
  expect(found('/repo/docs', '/repo/nothing')).toEqual(['no project: /repo/docs', 'no such path: /repo/nothing']);
});

test('nothing outside the repository is looked at', () => {
  const outer = memoryWorld({ ...under('/home', ALEMBIC), '/home/repo/.git/HEAD': '', '/home/repo/readme.txt': '' });
  expect(findProjects(['/home/repo'], SOURCES, outer).missing).toEqual([{ path: '/home/repo', kind: 'no project' }]);
});
