import { files } from '../layout.ts';
import { partedBy } from '../pieces.ts';
import type { SqlTool } from '../tool.ts';

/**
 * What stands between `--bun:split` lines is one string; a file named `.tx.` runs in a transaction, others in none.
 * https://bun.uptrace.dev/guide/migrations.html#sql-based-migrations
 */
export const bun: SqlTool = {
  id: 'bun',
  name: 'Bun',
  owns: (here) => here.files.some((name) => /\.up\.sql$/.test(name)) && (/^--bun:split/m.test(here.sample) || here.around(['go.mod'], /\bgithub\.com\/uptrace\/bun\b/)),
  layout: files,
  style: { pieces: partedBy('--bun:split'), alone: ({ path }) => !/\.tx\.(?:up|down)\.sql$/.test(path) },
  ledger: { name: 'bun_migrations' },
  runs: () => ({ wraps: 'script', sends: 'pieces', unwraps: 'never', settings: {} }),
  words: { own: 'in a .tx.up.sql file of its own', alone: 'in an .up.sql file of its own, without .tx, with nothing else in it', oneByOne: true },
};
