import type { World } from '../../../text/world.ts';
import type { Entry, Listing } from '../layout.ts';
import { entriesIn } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

const NAME = /^(\d+)_([^.]+)(?:\.([a-z0-9]+))??(\.autocommit)?\.(up|down)\.sql$/;
const OTHERS = /\.(?:mysql|mariadb|sqlite3?|cockroach(?:db)?)(?:\.autocommit)?\.(?:up|down)\.sql$/;

/**
 * A file is one string, in a transaction unless it is named `.autocommit.`; a file for `postgres` comes before the one for all.
 * https://github.com/gobuffalo/pop/blob/main/file_migrator.go, match.go; https://github.com/ory/x/tree/master/popx (migration_info.go, match.go)
 */
export const pop: SqlTool = {
  id: 'pop',
  name: 'pop',
  owns: (here) => here.files.some((name) => /\.autocommit\.up\.sql$|\.postgres(?:ql)?\.up\.sql$/.test(name))
    || (here.files.some((name) => NAME.test(name)) && here.around(['go.mod'], /\b(?:gobuffalo|ory)\/pop\b/)),
  layout: forPostgres,
  style: { alone: ({ path }) => /\.autocommit\.(?:up|down)\.sql$/.test(path) },
  ledger: { name: 'schema_migration' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own whose name ends in .autocommit.up.sql, with nothing else in it',
    oneByOne: true,
  },
};

function forPostgres(folder: string, world: World): Listing {
  const chosen = new Map<string, Entry>();
  for (const entry of entriesIn(folder, world)) {
    if (OTHERS.test(entry.name.file)) continue;
    const key = `${entry.name.version ?? entry.name.file} ${entry.name.part}`;
    const known = chosen.get(key);
    if (!known || !isSpecific(known)) chosen.set(key, entry);
  }
  return { entries: [...chosen.values()], order: 'number' };
}

function isSpecific({ name }: Entry): boolean {
  return /\.postgres(?:ql)?\./.test(name.file);
}
