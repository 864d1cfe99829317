import { SourceError } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import { isAbsolute, joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { surroundings } from '../surroundings.ts';

/** Does Alembic run from here? The folder holds an env.py of Alembic's, and revisions or the template for them. */
export function isScriptFolder(folder: string, world: World): boolean {
  const env = joined(folder, 'env.py');
  if (world.kindOf(env) !== 'file') return false;
  if (world.kindOf(joined(folder, 'versions')) !== 'folder' && world.kindOf(joined(folder, 'script.py.mako')) !== 'file') return false;
  const decoded = decode(env, world.read(env));
  return decoded.kind === 'text' && /\balembic\b/.test(decoded.source.text);
}

/**
 * The folder that a `script_location` or one of `version_locations` names. Alembic takes a relative path from the
 * folder it is called in, and `package:folder` from wherever Python finds the package: most often the folder of the
 * configuration, else one above it. Where nothing is found, the path as it would be beside the configuration.
 */
export function located(location: string, folder: string, world: World): { readonly path: string; readonly found: boolean } {
  const path = location.replaceAll('\\', '/');
  const isPackage = !isAbsolute(path) && path.includes(':');
  const inside = isPackage ? packagePath(path) : path;
  const from = isAbsolute(path) ? [folder] : surroundings(folder, world).flatMap((above) => (isPackage ? [above, joined(above, 'src')] : [above]));
  const candidates = from.map((above) => joined(above, inside));
  const hit = candidates.find((candidate) => world.kindOf(candidate) === 'folder');
  return { path: hit ?? candidates[0] ?? folder, found: hit !== undefined };
}

function packagePath(location: string): string {
  const [packages = '', ...inside] = location.split(':');
  return [packages.replaceAll('.', '/'), ...inside].join('/');
}

/** A folder that has to be there. Throws `SourceError`. */
export function scriptFolder(location: string, folder: string, from: string, world: World): string {
  const { path, found } = located(location, folder, world);
  if (found) return path;
  throw new SourceError(from, `${from} says script_location = ${location}, but there is no folder ${path}. Correct script_location, or run \`alembic init\`.`);
}
