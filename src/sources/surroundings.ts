import { ancestorsOf } from '../text/path.ts';
import type { World } from '../text/world.ts';

/** How far up to look where no repository ends the search. */
const NEAR = 4;

/** The folder and those above it up to the root of its repository, innermost first; without a repository, the nearest ones. */
export function surroundings(folder: string, world: World): readonly string[] {
  const all = ancestorsOf(folder);
  const root = all.findIndex((above) => world.kindOf(`${above === '/' ? '' : above}/.git`) !== 'nothing');
  return all.slice(0, root < 0 ? NEAR : root + 1);
}
