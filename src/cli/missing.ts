import { folderOf, joined, nameOf, relativeTo } from '../text/path.ts';
import { nearest } from '../text/nearest.ts';
import type { World } from '../text/world.ts';
import { refuseClosed } from './closed-folder.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** A path was typed that does not exist: the nearest name in the folder where the path ends. Throws `UsageError` where that is closed to us. */
export function noSuchPath(path: string, io: Io, world: World): UsageError {
  const broken = firstMissing(path, world);
  const folder = folderOf(broken);
  refuseClosed([folder], io);
  const names = world.list(folder).map((name) => name.replace(/\/$/, ''));
  const typed = relativeTo(io.cwd, path);
  if (names.includes(nameOf(broken))) return new UsageError(`${relativeTo(io.cwd, broken)} is a link that leads nowhere.`);
  const meant = nearest(nameOf(broken), names);
  if (meant === undefined) return new UsageError(`there is no file or folder ${typed}.`);
  const whole = `${folder === '/' ? '' : folder}/${meant}${path.slice(broken.length)}`;
  const there = world.kindOf(whole) === 'nothing' ? whole.slice(0, whole.length - (path.length - broken.length)) : whole;
  return new UsageError(`there is no file or folder ${typed}. Did you mean ${relativeTo(io.cwd, there)}?`);
}

/** There is nothing to work on. */
export class NoProject extends UsageError {}

/** A folder in which no migrations were found: what was looked for, and where. Throws `UsageError` where it is closed to us. */
export function noProject(folder: string, io: Io): NoProject {
  refuseClosed([folder, joined(folder, 'migrations'), joined(folder, 'db/migrations')], io);
  const where = folder === io.cwd ? 'here' : `in ${relativeTo(io.cwd, folder)}`;
  return new NoProject(
    `no migrations ${where}. Looked for an alembic.ini, and for .sql files that begin with a number or name their revision, `
    + 'in that folder, its migrations and db/migrations, the folders around it and those below it. '
    + 'Name the folder: phasewise lint path/to/migrations.',
  );
}

function firstMissing(path: string, world: World): string {
  const above = folderOf(path);
  return above === path || world.kindOf(above) === 'folder' ? path : firstMissing(above, world);
}
