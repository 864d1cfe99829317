import { PHASEWISE } from '../../../migrations/tool.ts';
import { anyFiles } from '../layout.ts';
import type { SqlTool } from '../tool.ts';
import { DBMATE_SECTIONS } from './dbmate.ts';
import { GOOSE_ALONE, GOOSE_SECTIONS } from './goose.ts';
import { SQL_MIGRATE_SECTIONS } from './sql-migrate.ts';
import { asksTernForNone, TERN_SECTIONS } from './tern.ts';

/** Files that no other tool's marks are on: our own runner applies them, and knows the words of those it may take over from. */
export const phasewise: SqlTool = {
  id: 'phasewise',
  name: 'plain SQL',
  owns: () => true,
  layout: anyFiles,
  style: {
    sections: [TERN_SECTIONS, DBMATE_SECTIONS, GOOSE_SECTIONS, SQL_MIGRATE_SECTIONS],
    alone: ({ text }) => GOOSE_ALONE.test(text) || asksTernForNone(text),
    declares: true,
  },
  ledger: { name: 'phasewise_version' },
  runs: () => PHASEWISE,
  words: { own: 'in a file of its own', alone: 'in a file of its own, outside a transaction', outside: () => ['-- transaction: false'] },
};
