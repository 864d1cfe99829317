import { files } from '../layout.ts';
import type { SectionStyle } from '../style.ts';
import type { SqlTool } from '../tool.ts';

const ALONE = /^----[ \t]*tern:[ \t]*disable-tx[ \t]*----/im;
const DIVIDER = /^----[ \t]*create above[ \t]*\/[ \t]*drop below[ \t]*----/im;

export const TERN_SECTIONS: SectionStyle = {
  kind: 'divider', divider: DIVIDER, alone: ALONE,
};

/** A file without a way down asks as a whole. */
export function asksTernForNone(text: string): boolean {
  return ALONE.test(text) && !DIVIDER.test(text);
}

/**
 * In its transaction a script is one string; without one it is sent statement by statement.
 * https://github.com/jackc/tern/blob/master/migrate/migrate.go (MigrateTo, doSQLMigration)
 */
export const tern: SqlTool = {
  id: 'tern',
  name: 'tern',
  owns: (here) => ALONE.test(here.sample) || DIVIDER.test(here.sample) || here.has('tern.conf'),
  layout: files,
  style: { sections: [TERN_SECTIONS], alone: ({ text }) => asksTernForNone(text) },
  ledger: { name: 'schema_version' },
  runs: () => ({ wraps: 'script', sends: 'scripts', sendsAlone: 'statements', unwraps: 'never', settings: {} }),
  words: { own: 'in a file of its own', alone: 'in a file of its own, outside a transaction', outside: () => ['---- tern: disable-tx ----'] },
};
