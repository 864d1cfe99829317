import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../server/cache.ts';

/** A run whose answer may be kept, and may have been kept before. */
export interface Wanted {
  /** What another build has kept is not ours. */
  readonly build: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where answers lie. */
  readonly folder: string;
  /** What only this user has: by it we know our own answers from those that came with a project. */
  readonly ownFolder: string;
}

/** Which command line may be answered from what an earlier run has kept; undefined: none. */
export function wantedBy(build: string, args: readonly string[], env: Wanted['env'], cwd: string): Wanted | undefined {
  const command = args.find((arg) => !arg.startsWith('-'));
  if (command !== 'lint' || args.includes('--no-cache')) return undefined;
  const own = ownFolder(env);
  if (own === undefined) return undefined;
  const said = optionOf(args, '--cache-location');
  return { build, args, cwd, env, folder: said === undefined ? besideModules(cwd) ?? path.join(own, 'answers') : path.resolve(cwd, said), ownFolder: own };
}

/** Where this user's things are kept, whatever the project; undefined for a user without a home. */
export function ownFolder(env: Wanted['env']): string | undefined {
  const home = homeOf(env);
  if (home === undefined) return undefined;
  return path.join(cacheFolder({ env, os: process.platform, home, uid: process.getuid?.() }), `lint-${process.getuid?.() ?? 'user'}`);
}

function homeOf(env: Wanted['env']): string | undefined {
  try {
    return env['HOME'] || process.getBuiltinModule('node:os').homedir();
  } catch {
    return undefined;
  }
}

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.findLastIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const arg = args[at];
  return arg === name ? args[at + 1] : arg?.slice(name.length + 1);
}

/** Other tools keep their things there, and who clears it clears ours. */
function besideModules(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    if (fs.statSync(modules, { throwIfNoEntry: false })?.isDirectory()) return path.join(modules, '.cache', 'phasewise');
    if (path.dirname(folder) === folder) return undefined;
  }
}
