import { folders } from '../layout.ts';
import type { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

/**
 * Up to 7.3 a migration is one string: https://github.com/prisma/prisma-engines/blob/6.0.0/schema-engine/connectors/sql-schema-connector/src/flavour/postgres/connection.rs
 * From 7.4 on it is parted into statements, each of which commits by itself, as far as Prisma's own parser can read it;
 * it cannot read DROP INDEX CONCURRENTLY. https://github.com/prisma/prisma-engines/pull/5767, https://github.com/prisma/prisma-engines/pull/5847
 * Its lock is taken with `pg_advisory_lock`, for ten seconds: https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production#advisory-locking
 */
export const prisma: SqlTool = {
  id: 'prisma',
  name: 'Prisma',
  owns: (here) => here.has('migration_lock.toml') || (here.around(['package.json'], /"@?prisma(?:\/client)?"\s*:/) && here.folders.some((name) => here.world.kindOf(`${here.folder}/${name}/migration.sql`) === 'file')),
  layout: folders({ up: 'migration.sql' }, 'name', 'name'),
  style: { pieces: (sql) => (/\bdrop\s+index\s+concurrently\b/i.test(sql) ? [{ start: 0, end: sql.length }] : []) },
  ledger: { name: '_prisma_migrations' },
  runs: (here) => ({ wraps: 'nothing', sends: partsScripts(here) ? 'pieces' : 'scripts', unwraps: 'never', settings: {}, secondRunBlocks: true }),
  words: { own: 'in a migration folder of its own', alone: 'in a migration folder of its own, with just that statement', oneByOne: true },
};

/** Without a version that can be read it is taken to be an older one, which holds locks longer. */
function partsScripts(here: Look): boolean {
  const [, major, minor] = /"(?:prisma|@prisma\/client)"\s*:\s*"[\^~>=v\s]*(\d+)(?:\.(\d+))?/.exec(here.nearest('package.json')) ?? [];
  return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 4);
}
