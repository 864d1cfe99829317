import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { majorOf, majors, newestMajor, npmVersionOf, postgresVersionOf } from '../../src/server/majors.ts';
import { packageOf, platformOf, platforms } from '../../src/server/platform.ts';

test('each major has an exact version of its own', () => {
  for (const major of majors) expect(npmVersionOf(major)).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+-beta\\.\\d+$`));
  expect(newestMajor).toBe(majors.at(-1));
  expect(postgresVersionOf(npmVersionOf(16))).toBe('16.14');
});

test.each([
  ['16', 16],
  [18, 18],
  [' 13 ', 13],
  ['12', undefined],
  ['16.4', undefined],
  ['', undefined],
])('%o names %o', (named, major) => {
  expect(majorOf(named)).toBe(major);
});

test.each([
  ['linux', 'x64', 'linux-x64'],
  ['linux', 'arm64', 'linux-arm64'],
  ['darwin', 'arm64', 'darwin-arm64'],
  ['win32', 'x64', 'windows-x64'],
] as const)('%s on %s is %s', (os, cpu, platform) => {
  expect(platformOf({ os, cpu, musl: false })).toEqual({ platform });
});

test('the servers of the tests are the same as those of the users', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../servers/package.json'), 'utf8'));
  const known = majors.flatMap((major) => platforms.map((platform) => [`pg${major}-${platform}`, `npm:${packageOf(platform)}@${npmVersionOf(major)}`] as const));
  expect(Object.entries(optionalDependencies).filter(([alias, wanted]) => !known.some(([a, w]) => a === alias && w === wanted))).toEqual([]);
  expect(majors.filter((major) => !(`pg${major}-linux-x64` in optionalDependencies))).toEqual([]);
});
