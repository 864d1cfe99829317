import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { releaseWords } from '../../src/rule/release-words.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-table',
  summary: 'Drop a table only when no running release names it.',
  why: `
    From the moment the drop commits, every statement of the running application that names the table fails, and its rows
    are gone. Tables that it references are locked too, until the transaction ends.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-droptable.html'],
  on: ['drop table'],

  check({ table, ifExists }, here) {
    if (here.surelyNew(table) || (ifExists && here.surelyAbsent(table))) return [];
    const name = here.named(table);
    const { places, hint, atMost } = releaseWords({ table: table.name }, here);
    const statements = ifExists && !here.isKnown(table)
      ? `If ${name} exists, statements of the running application that name it${places}`
      : `Statements of the running application that name ${name}${places}`;
    return [{
      message: `${statements} fail from the moment this commits, and its rows are gone.${hint}`,
      at: here.at,
      span: table.span,
      because: here.locks.filter((lock) => here.isOn(lock, table)),
      cure: phases({
        ...inTransaction('contract', keep(here.at)),
        deployBefore: `Deploy a release that does not name ${here.named(table)}, and keep a copy of what may be wanted again.`,
      }),
      atMost,
    }];
  },
});
