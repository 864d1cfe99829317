// Installs the packages of a folder of the tests where they are missing or not the ones that its lockfile names.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The packages of the lockfile that are for this computer alone. */
function wanted(folder) {
  const all = Object.entries(json(path.join(folder, 'package-lock.json')).packages);
  return all.filter(([name, { os, cpu }]) => name !== '' && os?.includes(process.platform) && cpu?.includes(process.arch));
}

/** What of them is not there, or there in another version. */
function missing(folder) {
  return wanted(folder).filter(([name, { version }]) => {
    const file = path.join(folder, name, 'package.json');
    return !existsSync(file) || json(file).version !== version;
  });
}

/** Its `node_modules`. Throws where npm cannot bring them. */
export function installed(folder) {
  const modules = path.join(folder, 'node_modules');
  if (missing(folder).length === 0) return modules;
  const windows = process.platform === 'win32';
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=optional'], {
    cwd: folder,
    shell: windows,
    encoding: 'utf8',
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(prefix|global|local_prefix|omit)$/i.test(name))),
  });
  // npm ends with 0 when an optional package could not be fetched: look for ourselves.
  const names = missing(folder).map(([name]) => path.basename(name));
  if (names.length > 0) throw new Error(`npm ci in ${folder} did not bring ${names.join(', ')}.\n${npm.stderr ?? npm.error}`);
  return modules;
}
