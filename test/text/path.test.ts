import { expect, test } from 'vitest';
import { isAbsolute, joined } from '../../src/text/path.ts';

test.each([
  ['/', true], ['/srv/app', true], ['C:/app', true], ['c:/app', true],
  ['app', false], ['./app', false], ['../app', false], ['', false], ['C:app', false], ['app:db/migrations', false],
])('isAbsolute(%s) is %s', (path, absolute) => {
  expect(isAbsolute(path)).toBe(absolute);
});

test.each([
  ['/srv/app', 'db/migrations', '/srv/app/db/migrations'],
  ['/srv/app', './db/../migrations/', '/srv/app/migrations'],
  ['/srv/app', '../shared', '/srv/shared'],
  ['/srv', '../../..', '/'],
  ['/srv/app', '', '/srv/app'],
  ['/', 'a', '/a'],
  ['/srv/app', '/elsewhere/a', '/elsewhere/a'],
  ['C:/app', 'migrations', 'C:/app/migrations'],
  ['C:/app', '../b', 'C:/b'],
  ['C:/app', 'D:/b/./c', 'D:/b/c'],
  ['/srv/app', 'C:/b', 'C:/b'],
])('joined(%s, %s) is %s', (folder, relative, path) => {
  expect(joined(folder, relative)).toBe(path);
});
