import type { Source } from '../../src/migrations/source.ts';
import { PHASEWISE } from '../../src/migrations/tool.ts';
import { chained } from '../../src/sources/sql/chain.ts';
import type { SqlFile } from '../../src/sources/sql/file.ts';
import { readSqlFile } from '../../src/sources/sql/file.ts';
import type { FileName } from '../../src/sources/sql/file-name.ts';
import { fileNameOf } from '../../src/sources/sql/file-name.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import type { World } from '../../src/text/world.ts';

const DOWN = /(?:^|[./_-])(?:down|undo)(?=\.)/i;

/** Files of a layout that nobody knows: one after the other, in the natural order of their paths. */
export function filesSource(paths: readonly string[], root: string): Source {
  return {
    ...sqlSource,
    name: 'files of no known layout',
    read: (_found, world) => ({ migrations: chained(unitsOf(paths, root, world)), problems: [] }),
    tool: () => PHASEWISE,
  };
}

function unitsOf(paths: readonly string[], root: string, world: World) {
  const files = paths.flatMap((path): readonly SqlFile[] => {
    const name = fileNameOf(path.slice(root.length + 1));
    return name ? [readSqlFile(partOf(name), path, {}, { world, root, values: {} })] : [];
  });
  const undos = new Map(files.filter((file) => !file.up).map((file) => [keyOf(file), file]));
  const ups = files.filter((file) => file.up).map((main) => ({ id: main.name.file, main, undo: main.down ? main : undos.get(keyOf(main)) }));
  const taken = new Set(ups.map(({ undo }) => undo));
  const alone = files.filter((file) => !file.up && !taken.has(file));
  return [...ups, ...alone.map((main) => ({ id: main.name.file, main, undo: main }))];
}

function partOf(name: FileName): FileName {
  return DOWN.test(name.file) ? { ...name, part: 'down' } : name;
}

function keyOf({ name }: SqlFile): string {
  return name.file.replace(/(^|[./_-])(?:up|down|do|undo)(?=\.)/i, '$1');
}

export function sqlFilesBelow(folder: string, world: World): readonly string[] {
  return world.list(folder).flatMap((name) => {
    if (name.endsWith('/')) return sqlFilesBelow(`${folder}/${name.slice(0, -1)}`, world);
    return /\.sql$/i.test(name) ? [`${folder}/${name}`] : [];
  });
}
