import { files } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one string, in a transaction unless it begins with `-- no-transaction`.
 * https://github.com/launchbadge/sqlx/blob/main/sqlx-postgres/src/migrate.rs (apply), sqlx-core/src/migrate/source.rs
 * Its lock is taken with `pg_advisory_lock`: https://github.com/launchbadge/sqlx/blob/main/sqlx-postgres/src/migrate.rs (lock)
 */
export const sqlx: SqlTool = {
  id: 'sqlx',
  name: 'SQLx',
  owns: (here) => here.files.some((name) => /^\d+_.*\.sql$/.test(name)) && here.around(['Cargo.toml'], /^[ \t]*(?:sqlx\b|\[(?:workspace\.)?dependencies\.sqlx\])/m),
  layout: files,
  style: { alone: ({ text }) => text.startsWith('-- no-transaction') },
  ledger: { name: '_sqlx_migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {}, secondRunBlocks: true }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, with just that statement below its first line',
    outside: () => ['-- no-transaction'],
    oneByOne: true,
  },
};
