import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolders } from './cache.ts';
import { thisHost, type Host } from './host.ts';
import { majorOf, npmVersionOf, type Major } from './majors.ts';
import { packageOf, platformOf, type Platform } from './platform.ts';
import { ServerError } from './server-error.ts';

/** Where the server of a major is. */
export interface Located {
  readonly major: Major;
  readonly npmVersion: string;
  readonly platform: Platform;
  /** The package's `native` folder: bin, lib and share are in it. */
  readonly folder: string;
}

/** The name under which a package is installed: one per major and platform, side by side. */
export const aliasOf = (major: Major, platform: Platform): string => `pg${major}-${platform}`;

/** The folder in the cache that holds the server of a major. */
export const installFolderOf = (cache: string, major: Major, platform: Platform): string =>
  path.join(cache, 'servers', `${npmVersionOf(major)}-${platform}`);

/** The platform of this computer. Throws `ServerError` where there is none. */
export function platformHere(host: Host): Platform {
  const found = platformOf(host);
  if ('platform' in found) return found.platform;
  throw new ServerError('no platform', `PostgreSQL cannot be started here: ${found.none}. Name a database with --database-url.`);
}

/**
 * Finds the server of a major: in the node_modules folder that PHASEWISE_SERVERS names, else in the cache. Throws
 * `ServerError`.
 */
export function locate(major: Major, host: Host = thisHost()): Located {
  const platform = platformHere(host);
  for (const modules of modulesFolders(major, platform, host)) {
    for (const name of [aliasOf(major, platform), packageOf(platform)]) {
      const found = locatedIn(path.join(modules, name), platform);
      if (found?.major === major) return found;
    }
  }
  throw new ServerError('not installed', `PostgreSQL ${major} is not installed. To install it: phasewise server add ${major}`);
}

function modulesFolders(major: Major, platform: Platform, host: Host): readonly string[] {
  const named = host.env['PHASEWISE_SERVERS'];
  const cached = cacheFolders(host).map((cache) => path.join(installFolderOf(cache, major, platform), 'node_modules'));
  return named ? [path.resolve(named), ...cached] : cached;
}

/** The server in a package's folder, if there is one. */
export function locatedIn(folder: string, platform: Platform): Located | undefined {
  const bin = path.join(folder, 'native', 'bin', platform === 'windows-x64' ? 'postgres.exe' : 'postgres');
  const description = path.join(folder, 'package.json');
  if (!existsSync(bin) || !existsSync(description)) return undefined;
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { readonly version: string };
  const major = majorOf(version.split('.')[0] ?? '');
  return major === undefined ? undefined : { major, npmVersion: version, platform, folder: path.join(folder, 'native') };
}
