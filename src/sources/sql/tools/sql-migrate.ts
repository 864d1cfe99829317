import { files } from '../layout.ts';
import { between } from '../pieces.ts';
import type { SectionStyle } from '../style.ts';
import type { SqlTool } from '../tool.ts';

export const SQL_MIGRATE_SECTIONS: SectionStyle = {
  kind: 'markers',
  up: '-- +migrate Up',
  marker: /^--[ \t]*\+migrate[ \t]+(up|down)\b(.*)$/i,
  transaction: { no: /(?:^|\s)notransaction\b/i, yes: /$^/ },
  preface: 'ignored',
};

/**
 * Statements one by one, in a transaction around the script unless its marker says `notransaction`.
 * https://github.com/rubenv/sql-migrate/blob/master/migrate.go (applyMigrations), sqlparse/sqlparse.go
 */
export const sqlMigrate: SqlTool = {
  id: 'sql-migrate',
  name: 'sql-migrate',
  owns: (here) => /^--[ \t]*\+migrate[ \t]+up\b/im.test(here.sample),
  layout: files,
  style: {
    sections: [SQL_MIGRATE_SECTIONS],
    pieces: between(/^--[ \t]*\+migrate[ \t]+StatementBegin\b/i, /^--[ \t]*\+migrate[ \t]+StatementEnd\b/i),
  },
  ledger: { name: 'gorp_migrations' },
  runs: () => ({ wraps: 'script', sends: 'pieces', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, outside a transaction',
    inside: (direction) => [marker(direction)],
    outside: (direction) => [`${marker(direction)} notransaction`],
    around: ['-- +migrate StatementBegin', '-- +migrate StatementEnd'],
  },
};

function marker(direction: 'up' | 'down'): string {
  return `-- +migrate ${direction === 'up' ? 'Up' : 'Down'}`;
}
