import type { Source, SourceReading } from '../migrations/source.ts';
import type { Project } from '../project/project.ts';
import { alembicSource } from '../sources/alembic/source.ts';
import { folderOf, isWithin, nameOf } from '../text/path.ts';
import type { World } from '../text/world.ts';

/** A source that takes all files but one from a project it has read before, where it reads each file by itself. */
export function rereading(source: Source, saved: Project | undefined, path: string): Source {
  const place = saved?.migrations.findIndex(({ upgrade }) => upgrade.path === path) ?? -1;
  if (source !== alembicSource || !saved?.graph || place < 0) return source;
  return {
    ...source,
    read(found, world): SourceReading {
      if (found.root !== saved.root) return source.read(found, world);
      const { migrations, problems } = source.read(found, showingOnly(path, found.folders, world));
      return {
        migrations: saved.migrations.toSpliced(place, 1, ...migrations),
        problems: [...saved.problems.filter((problem) => problem.place.path !== path), ...problems],
      };
    },
  };
}

/** A world in whose folders of migrations lies one file. */
function showingOnly(path: string, folders: readonly string[], world: World): World {
  const leadsThere = (folder: string, name: string) =>
    (name.endsWith('/') ? isWithin(path, `${folder}/${name.slice(0, -1)}`) : folder === folderOf(path) && name === nameOf(path));
  return {
    read: (file) => world.read(file),
    kindOf: (file) => world.kindOf(file),
    list(folder) {
      const names = world.list(folder);
      return folders.some((migrations) => isWithin(folder, migrations)) ? names.filter((name) => leadsThere(folder, name)) : names;
    },
  };
}
