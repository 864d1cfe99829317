import { filesByName } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * The statements of a file in one pipeline, which is a transaction as one string is; nothing opts out but a file of one statement.
 * https://github.com/supabase/cli/blob/develop/apps/cli-go/pkg/migration/file.go (ExecBatch), https://github.com/supabase/cli/issues/2898
 */
export const supabase: SqlTool = {
  id: 'supabase',
  name: 'Supabase',
  owns: ({ folder }) => folder.endsWith('/supabase/migrations'),
  layout: filesByName,
  style: {},
  ledger: { schema: 'supabase_migrations', name: 'schema_migrations' },
  runs: () => ({ wraps: 'nothing', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: { own: 'in a file of its own', alone: 'in a file of its own, with nothing else in it', oneByOne: true },
};
