import { files } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

const ALONE = '-- postgres-migrations disable-transaction';

/**
 * A file is one string, in a transaction unless it says otherwise.
 * https://github.com/thomwright/postgres-migrations#notes, https://unpkg.com/pg-node-migrations/dist/run-migration.js
 */
export const postgresMigrations: SqlTool = {
  id: 'postgres-migrations',
  name: 'postgres-migrations',
  owns: (here) => here.sample.includes(ALONE) || here.around(['package.json'], /"(?:postgres-migrations|pg-node-migrations)"\s*:/),
  layout: files,
  style: { alone: ({ text }) => text.includes(ALONE) },
  ledger: { name: 'migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, with just that statement below its first line',
    outside: () => [ALONE],
    oneByOne: true,
  },
};
