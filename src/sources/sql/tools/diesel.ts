import { folderOf, joined, nameOf } from '../../../text/path.ts';
import type { Entry } from '../layout.ts';
import { folders } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

const inFolders = folders({ up: 'up.sql', down: 'down.sql' });

/** `2024-01-01-000000-0000_a` is version 202401010000000000: what stands before the first `_`, without dashes. */
function byVersion({ name, path }: Entry): Entry {
  const [before = ''] = nameOf(folderOf(path)).split('_');
  return { path, name: { ...name, version: before.replaceAll('-', '') } };
}

/**
 * A file is one string, in a transaction unless the migration's metadata.toml says `run_in_transaction = false`.
 * https://docs.diesel.rs/main/diesel_migrations/struct.FileBasedMigrations.html
 */
export const diesel: SqlTool = {
  id: 'diesel',
  name: 'Diesel',
  owns: (here) => here.folders.some((name) => here.world.kindOf(joined(here.folder, `${name}/up.sql`)) === 'file')
    && (here.nearest('diesel.toml') !== '' || here.around(['Cargo.toml'], /\bdiesel/)),
  layout: (folder, world) => ({ entries: inFolders(folder, world).entries.map(byVersion), order: 'version' }),
  style: { alone: ({ path, read }) => /^[ \t]*run_in_transaction\s*=\s*false\b/m.test(read(joined(folderOf(path), 'metadata.toml'))) },
  ledger: { name: '__diesel_schema_migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  besideAlone: { file: 'metadata.toml', text: 'run_in_transaction = false\n' },
  words: {
    own: 'in a migration folder of its own',
    alone: 'in a migration folder of its own, with just that statement and run_in_transaction = false in its metadata.toml',
    oneByOne: true,
  },
};
