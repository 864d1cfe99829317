import { files } from '../layout.ts';
import type { SectionStyle } from '../style.ts';
import type { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

const SECTIONS: SectionStyle = { kind: 'markers', up: '-- Up Migration', marker: /^--[\s-]*(up|down)\s+migration(.*)$/i, preface: 'ignored' };

/**
 * A direction is one string; all pending migrations in one transaction, unless `--no-single-transaction` makes it one for each.
 * https://github.com/salsita/node-pg-migrate/blob/main/src/runner.ts, src/sqlMigration.ts, docs/src/cli.md
 */
export const nodePgMigrate: SqlTool = {
  id: 'node-pg-migrate',
  name: 'node-pg-migrate',
  owns: (here) => /^[ \t]*--[ \t-]*up[ \t]+migration/im.test(here.sample) || here.around(['package.json'], /"node-pg-migrate"\s*:/),
  layout: files,
  style: { sections: [SECTIONS] },
  ledger: { name: 'pgmigrations' },
  runs: (here) => ({ wraps: isParted(here) ? 'script' : 'run', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a JavaScript migration of its own that calls pgm.noTransaction() and then pgm.sql()',
    inside: (direction) => [`-- ${direction === 'up' ? 'Up' : 'Down'} Migration`],
  },
};

function isParted(here: Look): boolean {
  return here.around(['package.json'], /--no-single-transaction|"single-transaction"\s*:\s*false/);
}
