import { folderOf, joined, nameOf } from '../../text/path.ts';
import { surroundings } from '../surroundings.ts';
import type { Look } from './look.ts';

/** What people name folders after that hold migrations for something else than PostgreSQL. */
const OTHERS = /^(?:mysql|mariadb|sqlite3?|mssql|sqlserver|oracle|h2|hsqldb|derby|db2|clickhouse|cockroach(?:db)?|crdb|snowflake|bigquery|redshift|spanner|cassandra|duckdb|tidb|libsql|turso|d1)$/i;
const WITHIN = /mysql|mariadb|sqlite|mssql|clickhouse|cockroach/i;
const POSTGRES = /postgres|^pg|pgx|psql/i;

/** Why the migrations of a folder are not for PostgreSQL; undefined where nothing says so. */
export function otherDatabase(here: Look): string | undefined {
  return saidByLock(here) ?? saidByJournal(here) ?? saidByFolder(here);
}

/** https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories */
function saidByLock(here: Look): string | undefined {
  const [, provider] = /^[ \t]*provider\s*=\s*"([^"]*)"/m.exec(here.text('migration_lock.toml')) ?? [];
  return provider === undefined || POSTGRES.test(provider) ? undefined : `migration_lock.toml names ${provider}`;
}

function saidByJournal(here: Look): string | undefined {
  const [, dialect] = /"dialect"\s*:\s*"([^"]*)"/.exec(here.text('meta/_journal.json')) ?? [];
  return dialect === undefined || POSTGRES.test(dialect) ? undefined : `meta/_journal.json names ${dialect}`;
}

/** Its own name or that of a folder above it inside the repository; where the name only contains the word, there must be one for PostgreSQL beside it. */
function saidByFolder({ folder, world }: Look): string | undefined {
  for (const above of surroundings(folder, world)) {
    const name = nameOf(above);
    if (POSTGRES.test(name) || world.kindOf(joined(above, '.git')) !== 'nothing') return undefined;
    if (OTHERS.test(name)) return `its folder is named ${name}`;
    if (!WITHIN.test(name)) continue;
    const beside = world.list(folderOf(above)).find((other) => other.endsWith('/') && POSTGRES.test(other));
    if (beside !== undefined) return `its folder is named ${name}, beside ${beside.slice(0, -1)}`;
  }
  return undefined;
}
