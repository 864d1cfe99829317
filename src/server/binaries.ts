import { accessSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { mayEnter, type Account } from './account.ts';
import { sharedFolder } from './folders.ts';
import type { Host } from './host.ts';
import type { Located } from './located.ts';
import { placeOnce } from './place-once.ts';
import { run } from './program.ts';

/**
 * The folder with initdb and postgres, ready for the account to run: where it may not go, or where the package lacks
 * its links and we may not write, in a copy in the cache. Throws `ServerError` where there can be no copy.
 */
export async function binariesOf(located: Located, account: Account | undefined, host: Host): Promise<string> {
  const { folder, npmVersion, platform } = located;
  if (mayEnter(path.join(folder, 'bin'), account) && link(folder)) return path.join(folder, 'bin');
  const place = path.join(sharedFolder(host, 'copies'), `${npmVersion}-${platform}`);
  await placeOnce(place, () => existsSync(place), async (fresh) => {
    mkdirSync(fresh, { mode: 0o755 });
    cpSync(folder, path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    link(path.join(fresh, 'native'));
    // npm writes by the umask of whom it ran for, which may leave nothing to others.
    if (host.os !== 'win32') await run('chmod', ['-R', 'a+rX', fresh], {});
  });
  return path.join(place, 'native', 'bin');
}

/**
 * Makes the links of shared libraries, as the package's postinstall does, which `--ignore-scripts` and pnpm skip.
 * Without them postgres finds no libicuuc.so. False where they are missing and we may not write.
 */
export function link(folder: string): boolean {
  const missing = linksOf(folder).filter(({ target }) => lstatSync(target, { throwIfNoEntry: false }) === undefined);
  for (const { source, target } of missing) {
    try {
      accessSync(path.dirname(target), constants.W_OK);
      symlinkSync(source, target);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EEXIST') continue; // Another process was at the same work.
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

function linksOf(folder: string): readonly { readonly source: string; readonly target: string }[] {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[];
  const above = path.dirname(folder);
  return links.map(({ source, target }) => ({ source: path.basename(source), target: path.join(above, target) }));
}
