import { byWholeName, entriesIn } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/** A file is one string in a transaction; its whole name is its version. https://github.com/maragudk/migrate/blob/main/migrate.go (apply) */
export const maragudkMigrate: SqlTool = {
  id: 'maragudk-migrate',
  name: 'maragudk/migrate',
  owns: (here) => here.files.some((name) => /\.up\.sql$/.test(name)) && here.around(['go.mod'], /\b(?:github\.com\/maragudk|maragu\.dev)\/migrate\b/),
  layout: (folder, world) => ({
    entries: entriesIn(folder, world).map(byWholeName).map(({ name, path }) => ({ path, name: { ...name, version: name.version?.replace(/\.(?:up|down)$/, '') } })),
    order: 'name',
  }),
  style: {},
  ledger: { name: 'migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: { own: 'in a file of its own', alone: 'beside maragudk/migrate, which runs every migration in a transaction: with psql, before the deployment' },
};
