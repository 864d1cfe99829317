import { files } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * A file is one string in a transaction; nothing opts out.
 * https://github.com/rust-db/refinery/blob/main/refinery_core/src/drivers/postgres.rs, https://github.com/rust-db/refinery/issues/277
 */
export const refinery: SqlTool = {
  id: 'refinery',
  name: 'refinery',
  owns: (here) => here.files.some((name) => /^[VU]\d+(?:\.\d+)?__\w+\.sql$/.test(name)) && here.around(['Cargo.toml'], /^[ \t]*(?:refinery\b|\[(?:workspace\.)?dependencies\.refinery\])/m),
  layout: files,
  style: {},
  ledger: { name: 'refinery_schema_history' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: { own: 'in a file of its own', alone: 'outside refinery, which runs every migration in a transaction: send it with psql before the deployment' },
};
