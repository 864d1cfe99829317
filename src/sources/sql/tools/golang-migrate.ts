import { files } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one string, without a transaction of the tool's own; so a file of several statements shares an implicit one.
 * https://github.com/golang-migrate/migrate/blob/master/database/postgres/README.md#multi-statement-mode
 * Its lock is taken with `pg_advisory_lock`: https://github.com/golang-migrate/migrate/issues/960
 */
export const golangMigrate: SqlTool = {
  id: 'golang-migrate',
  name: 'golang-migrate',
  owns: (here) => here.files.some((name) => /^\d+_.*\.up\.sql$/.test(name)) && here.around(['go.mod'], /\bgolang-migrate\/migrate\b/),
  layout: files,
  style: {},
  ledger: { name: 'schema_migrations' },
  runs: () => ({ wraps: 'nothing', sends: 'scripts', unwraps: 'never', settings: {}, secondRunBlocks: true }),
  words: { own: 'in a file of its own', alone: 'in a file of its own, with nothing else in it', oneByOne: true },
};
