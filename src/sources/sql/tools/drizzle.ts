import type { Problem } from '../../../migrations/problem.ts';
import type { World } from '../../../text/world.ts';
import { joined } from '../../../text/path.ts';
import type { Listing } from '../layout.ts';
import { byWholeName, entriesIn, folders } from '../layout.ts';
import { Look } from '../look.ts';
import { partedBy } from '../pieces.ts';
import type { SqlTool } from '../tool.ts';

const JOURNAL = 'meta/_journal.json';

/**
 * All pending migrations in one transaction, each cut at its breakpoints.
 * https://github.com/drizzle-team/drizzle-orm/blob/main/drizzle-orm/src/pg-core/dialect.ts (migrate), src/migrator.ts
 */
export const drizzle: SqlTool = {
  id: 'drizzle',
  name: 'Drizzle',
  owns: (here) => here.text(JOURNAL) !== '' || here.folders.some((name) => here.world.kindOf(`${here.folder}/${name}/snapshot.json`) === 'file'),
  layout: (folder, world) => (world.kindOf(joined(folder, JOURNAL)) === 'file' ? journalled(folder, world) : folders({ up: 'migration.sql' }, 'name', 'name')(folder, world)),
  style: { pieces: partedBy('--> statement-breakpoint') },
  ledger: { schema: 'drizzle', name: '__drizzle_migrations' },
  runs: () => ({ wraps: 'run', sends: 'pieces', unwraps: 'never', settings: {} }),
  closed: 'meta/_journal.json lists the migrations with their times, and Drizzle passes over files that it does not name: add one with `drizzle-kit generate --custom`.',
  words: {
    own: 'in a migration of its own (drizzle-kit generate --custom)',
    alone: "outside Drizzle's migrator, which runs all pending migrations in one transaction: send it with psql, with IF NOT EXISTS, and keep it in a migration so that other databases get it too",
  },
};

/** In the order of the journal. Files that it does not name follow their numbers, and Drizzle passes them over. */
function journalled(folder: string, world: World): Listing {
  const entries = entriesIn(folder, world).map(byWholeName);
  const tags = [...new Look(folder, world).text(JOURNAL).matchAll(/"tag"\s*:\s*"([^"]+)"/g)].map(([, tag]) => tag);
  const unnamed = entries.filter(({ name }) => !tags.includes(name.version));
  if (unnamed.length > 0) return { entries, order: 'number', problems: [unjournalled(unnamed.length, joined(folder, JOURNAL))] };
  return { entries: tags.flatMap((tag) => entries.find(({ name }) => name.version === tag) ?? []), order: 'listed' };
}

function unjournalled(count: number, path: string): Problem {
  const which = count === 1 ? '1 file here is' : `${count} files here are`;
  return {
    name: 'file-not-in-journal',
    level: 'finding',
    message: `${which} not in ${JOURNAL}, so Drizzle does not run them; they are judged as if it did, in the order of their numbers.`,
    place: { path, span: { start: 0, end: 0 } },
  };
}
