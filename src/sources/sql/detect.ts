import type { Found } from '../../migrations/source.ts';
import { joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { FORMATTED } from './changesets.ts';
import { fileNameOf } from './file-name.ts';
import { headerOf } from './header.ts';
import { Look } from './look.ts';
import { sectionsOf } from './sections.ts';
import { otherDatabase } from './other-database.ts';
import { foreign, toolOf } from './tools.ts';
import { phasewise } from './tools/phasewise.ts';
import { sqitch } from './tools/sqitch.ts';

/** Where migrations lie, seen from the folder in which a person runs the command. */
const PLACES = [
  'prisma/migrations', 'supabase/migrations', 'src/main/resources/db/migration', 'conf/evolutions/default',
  'db/migrations', 'db/migration', 'migrations/committed', 'migrations', 'migration', 'drizzle', 'deploy', 'db/changelog',
];

/**
 * A project of SQL files begins above its `migrations`, `prisma/migrations`, …, else in the folder that holds the
 * files. Folders of an Alembic project are left to it.
 */
export function detectSql(folder: string, world: World): Found | undefined {
  const here = new Look(folder, world);
  if (isAlembic(here)) return undefined;
  const below = PLACES.filter((place) => here.hasFolder(place.replace(/\/.*/, ''))).map((place) => joined(folder, place));
  for (const place of [...below, folder]) {
    if (beginningOf(place) !== folder) continue;
    const look = place === folder ? here : new Look(place, world);
    if (isAlembic(look) || !holdsMigrations(look)) continue;
    const tool = toolOf(look);
    const notForPostgres = otherDatabase(look);
    return {
      root: folder,
      folders: [place],
      versionTable: { name: phasewise.ledger.name },
      ...(tool !== phasewise && { tool: foreign(tool) }),
      ...(notForPostgres !== undefined && { notForPostgres }),
    };
  }
  return undefined;
}

/** Asked from within `app/db/migrations`, the project still begins in `app`; `/migrations` begins in itself. */
function beginningOf(folder: string): string {
  const place = PLACES.find((name) => folder.endsWith(`/${name}`));
  const above = place === undefined ? '' : folder.slice(0, -place.length - 1);
  return above === '' ? folder : above;
}

function isAlembic(here: Look): boolean {
  return here.has('alembic.ini') || here.has('env.py');
}

function holdsMigrations(here: Look): boolean {
  const names = here.files.flatMap((file) => fileNameOf(file) ?? []);
  return sqitch.owns(here) || names.some(({ version }) => version !== undefined)
    || names.some(({ file }) => declares(here.text(file)))
    || here.numbered.some((name) => ['migration.sql', 'up.sql'].some((file) => here.world.kindOf(joined(here.folder, `${name}/${file}`)) === 'file'));
}

function declares(text: string): boolean {
  return FORMATTED.test(text) || headerOf(text, phasewise.style).revision !== undefined || sectionsOf(text, phasewise.style.sections ?? []) !== undefined;
}
