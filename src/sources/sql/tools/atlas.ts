import type { Look } from '../look.ts';
import { filesByName } from '../layout.ts';
import type { SqlTool } from '../tool.ts';

/**
 * Statements one by one, in a transaction around the file unless its head says `-- atlas:txmode none`; `tx-mode` all: around the run.
 * https://atlasgo.io/versioned/apply#transaction-configuration, https://github.com/ariga/atlas/blob/master/cmd/atlas/internal/cmdapi/migrate.go
 */
export const atlas: SqlTool = {
  id: 'atlas',
  name: 'Atlas',
  owns: (here) => here.has('atlas.sum') && !here.files.some((name) => /\.up\.sql$/.test(name)),
  layout: filesByName,
  style: { alone: ({ text }) => /^-- atlas:txmode none[ \t\r]*$/m.test(headOf(text)) },
  ledger: { schema: 'atlas_schema_revisions', name: 'atlas_schema_revisions' },
  runs: (here) => {
    const mode = modeOf(here);
    return { wraps: mode === 'none' ? 'nothing' : mode === 'all' ? 'run' : 'script', sends: 'statements', unwraps: 'never', settings: {} };
  },
  closed: 'atlas.sum keeps a checksum of every file, which Atlas alone writes: change the files by hand and run `atlas migrate hash`.',
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, with its directive and an empty line at the top',
    outside: () => ['-- atlas:txmode none', ''],
  },
};

/** Directives are the comments at the very top, parted from the first statement by an empty line. */
function headOf(text: string): string {
  const [, head = '', rest = ''] = /^((?:(?:--|#)[^\n]*(?:\n|$))*)([^]*)$/.exec(text) ?? [];
  return rest === '' || /^[ \t\r]*\n/.test(rest) ? head : '';
}

function modeOf(here: Look): string | undefined {
  return /\btx[-_]mode\s*=\s*"?(none|all|file)\b/i.exec(here.nearest('atlas.hcl'))?.[1]?.toLowerCase();
}
