import type { Found } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { fileNameOf } from './file-name.ts';
import { headerOf } from './header.ts';
import { sectionsOf } from './sections.ts';

/** Where migrations lie, seen from the folder in which a person runs the command. */
const PLACES = ['db/migrations', 'migrations', 'migration'];

/**
 * A plain SQL project begins above its `migrations`, `migration` or `db/migrations` folder, else in the folder that
 * holds the files. Folders of an Alembic project are left to it.
 */
export function detectSql(folder: string, world: World): Found | undefined {
  if (isAlembic(folder, world)) return undefined;
  const below = PLACES.map((place) => (folder === '/' ? `/${place}` : `${folder}/${place}`));
  const holding = [...below, folder].find((place) => beginningOf(place) === folder && !isAlembic(place, world) && holdsMigrations(place, world));
  return holding === undefined ? undefined : { root: folder, folders: [holding], versionTable: { name: 'phasewise_version' } };
}

/** Asked from within `app/db/migrations`, the project still begins in `app`; `/migrations` begins in itself. */
function beginningOf(folder: string): string {
  const place = PLACES.find((name) => folder.endsWith(`/${name}`));
  const above = place === undefined ? '' : folder.slice(0, -place.length - 1);
  return above === '' ? folder : above;
}

function isAlembic(folder: string, world: World): boolean {
  return ['alembic.ini', 'env.py'].some((file) => world.kindOf(`${folder}/${file}`) === 'file');
}

function holdsMigrations(folder: string, world: World): boolean {
  const names = world.list(folder).flatMap((file) => fileNameOf(file) ?? []);
  return names.some(({ version }) => version !== undefined) || names.some(({ file }) => declares(`${folder}/${file}`, world));
}

function declares(path: string, world: World): boolean {
  const text = textOf(path, world);
  return text !== undefined && (headerOf(text).revision !== undefined || sectionsOf(text).length > 0);
}

function textOf(path: string, world: World): string | undefined {
  try {
    const decoded = decode(path, world.read(path));
    return decoded.kind === 'text' ? decoded.source.text : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
