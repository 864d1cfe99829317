import { joined } from '../../../text/path.ts';
import { folders } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one run_sql, which the engine sends as one string in a transaction; `migrate apply --no-transaction` is for a whole run.
 * https://hasura.io/docs/2.0/api-reference/schema-api/run-sql/, https://github.com/hasura/graphql-engine/issues/2939
 */
export const hasura: SqlTool = {
  id: 'hasura',
  name: 'Hasura',
  owns: (here) => here.folders.some((name) => here.world.kindOf(joined(here.folder, `${name}/up.sql`)) === 'file')
    && here.around(['config.yaml'], /^[ \t]*(?:metadata_directory|endpoint|version:\s*[23])\b/m),
  layout: folders({ up: 'up.sql', down: 'down.sql' }),
  style: {},
  ledger: { schema: 'hdb_catalog', name: 'schema_migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a migration folder of its own',
    alone: 'in a migration folder of its own, applied by itself with hasura migrate apply --no-transaction',
    oneByOne: true,
  },
};
