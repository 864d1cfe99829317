import { filesByName } from '../layout.ts';
import type { SectionStyle } from '../style.ts';
import type { SqlTool } from '../tool.ts';

export const DBMATE_SECTIONS: SectionStyle = {
  kind: 'markers',
  up: '-- migrate:up',
  marker: /^--[ \t]*migrate:(up|down)\b(.*)$/i,
  transaction: { no: /(?:^|\s)transaction:false\b/i, yes: /(?:^|\s)transaction:true\b/i },
  preface: 'refused',
};

/**
 * A section is one Exec, in a transaction unless its marker says `transaction:false`.
 * https://github.com/amacneil/dbmate/blob/main/pkg/dbmate/db.go (Migrate, doTransaction)
 */
export const dbmate: SqlTool = {
  id: 'dbmate',
  name: 'dbmate',
  owns: (here) => /^--[ \t]*migrate:up\b/im.test(here.sample) && !/^--[ \t]*revis(?:ion|es)[ \t]*:/im.test(here.sample),
  layout: filesByName,
  style: { sections: [DBMATE_SECTIONS] },
  ledger: { name: 'schema_migrations' },
  runs: () => ({ wraps: 'script', sends: 'scripts', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a file of its own, outside a transaction',
    inside: (direction) => [`-- migrate:${direction}`],
    outside: (direction) => [`-- migrate:${direction} transaction:false`],
    oneByOne: true,
  },
};
