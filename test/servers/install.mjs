// Installs the servers of the tests and the demo where they are missing or not the ones that the lockfile names.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The folder to give as PHASEWISE_SERVERS. */
export const servers = path.join(here, 'node_modules');

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The packages of the lockfile that this computer can run. */
function wanted() {
  const all = Object.entries(json(path.join(here, 'package-lock.json')).packages);
  return all.filter(([name, { os, cpu }]) => name !== '' && os?.includes(process.platform) && cpu?.includes(process.arch));
}

/** What of them is not there, or there in another version. */
function missing() {
  return wanted().filter(([name, { version }]) => {
    const file = path.join(here, name, 'package.json');
    return !existsSync(file) || json(file).version !== version;
  });
}

/** Throws where npm cannot bring them. */
export function install() {
  if (missing().length === 0) return servers;
  const windows = process.platform === 'win32';
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=optional'], {
    cwd: here,
    shell: windows,
    encoding: 'utf8',
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(prefix|global|local_prefix|omit)$/i.test(name))),
  });
  // npm ends with 0 when an optional package could not be fetched: look for ourselves.
  const names = missing().map(([name]) => path.basename(name));
  if (names.length > 0) throw new Error(`npm ci in ${here} did not bring ${names.join(', ')}.\n${npm.stderr ?? npm.error}`);
  return servers;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
