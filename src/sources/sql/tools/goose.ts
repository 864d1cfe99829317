import { files } from '../layout.ts';
import { between } from '../pieces.ts';
import type { SectionStyle } from '../style.ts';
import type { SqlTool } from '../tool.ts';

export const GOOSE_SECTIONS: SectionStyle = {
  kind: 'markers', up: '-- +goose Up', marker: /^--[ \t]*\+goose[ \t]+(up|down)\b(.*)$/i, preface: 'refused',
};

export const GOOSE_ALONE = /^--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im;

/**
 * Statements one by one, those between StatementBegin and StatementEnd as one string; a transaction around a script
 * unless its file says NO TRANSACTION. https://github.com/pressly/goose/blob/main/internal/sqlparser/parser.go, provider_run.go
 */
export const goose: SqlTool = {
  id: 'goose',
  name: 'goose',
  owns: (here) => /^--[ \t]*\+goose[ \t]+up\b/im.test(here.sample),
  layout: files,
  style: {
    sections: [GOOSE_SECTIONS],
    pieces: between(/^--[ \t]*\+goose[ \t]+StatementBegin\b/i, /^--[ \t]*\+goose[ \t]+StatementEnd\b/i),
    alone: ({ text }) => GOOSE_ALONE.test(text),
  },
  ledger: { name: 'goose_db_version' },
  runs: () => ({ wraps: 'script', sends: 'pieces', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, outside a transaction',
    inside: (direction) => [marker(direction)],
    outside: (direction) => ['-- +goose NO TRANSACTION', marker(direction)],
    around: ['-- +goose StatementBegin', '-- +goose StatementEnd'],
  },
};

function marker(direction: 'up' | 'down'): string {
  return `-- +goose ${direction === 'up' ? 'Up' : 'Down'}`;
}
