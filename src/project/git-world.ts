import type { World } from '../text/world.ts';
import type { Repository } from './git.ts';
import { overlaid } from './overlaid.ts';

/** The disk as the index has it: what is about to be committed, whatever else is saved or lies around. */
export function stagedWorld(below: World, repository: Repository): World {
  return overlaid(below, [...repository.unstaged(), ...repository.untracked()], (path) => repository.read('', path));
}

/** The disk as a commit has it. */
export function committedWorld(below: World, repository: Repository, commit: string): World {
  return overlaid(below, repository.differingFrom(commit), (path) => repository.read(commit, path));
}
