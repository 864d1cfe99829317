import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import { refusesUneven, transactionWords } from '../../src/rule/transaction-words.ts';
import type { Transaction } from '../../src/session/session.ts';

export default defineScriptRule({
  name: 'commit-escapes-transaction',
  summary: 'Leave the transaction of the tool by its own means, not by a COMMIT in the script.',
  why: `
    The tool has opened a transaction so that a migration happens as a whole or not at all. A COMMIT in the script ends
    it without the tool's knowing: what fails later takes nothing back, and what the tool then notes of the migration is
    not what the database holds.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-commit.html',
    'https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT',
  ],
  oncePer: 'script',

  check(here) {
    const controls = here.each('transaction').filter(({ here: there }) => there.inside === undefined);
    const first = controls.find(({ operation: { does } }) => does === 'begin' || does === 'commit' || does === 'rollback');
    const open = first?.here.session.transaction;
    if (!first || open === undefined || open.opened === 'author' || first.operation.does === 'begin') return [];
    if (isRefusedAnyway(first, here)) return [];
    return [{ message: messageOf(first, open, here), at: first.here.at, because: [], cure: noCure(wayOut(first, here)) }];
  },
});

type Control = Placed<'transaction'>;

/** PostgreSQL refuses what wanted to get out, COMMIT or not, and that is a finding of its own. */
function isRefusedAnyway({ here: { at } }: Control, here: ScriptSituation): boolean {
  return here.facts.some((fact) => fact.at.index > at.index && fact.session.transaction !== undefined
    && here.treatment(fact)?.effects.transaction === 'refused');
}

function messageOf({ operation, here: there }: Control, open: Transaction, here: ScriptSituation): string {
  const { name } = here.tool;
  const words = operation.does.toUpperCase();
  if (refusesUneven(here.tool)) return `${words} ends a transaction that the script does not begin: ${name} refuses the script before its first statement.`;
  if (operation.does === 'rollback') return `ROLLBACK ends ${transactionWords(open, here.tool)} and takes back all that stands before it, and ${name} takes the migration for applied.`;
  const ends = `COMMIT ends ${transactionWords(open, here.tool)}`;
  if (!here.facts.some(({ at }) => at.index > there.at.index)) return `${ends}: when ${name} then fails to note that the migration is applied, it stays applied all the same.`;
  const earlier = open.opened === 'run' ? 'what this migration and those of the run before it have done stays' : 'what stands before it stays';
  return `${ends}: when a statement behind it fails, ${earlier}, and ${name} takes the migration for not applied.`;
}

function wayOut({ operation, here: there }: Control, { tool, facts }: ScriptSituation): string {
  if (operation.does === 'rollback') return 'Take ROLLBACK out, and the statements that it takes back.';
  if (!facts.some(({ at }) => at.index > there.at.index)) return `Take COMMIT out: ${tool.name} commits by itself.`;
  return 'Take COMMIT out, and give what must run outside a transaction a migration of its own that says so.';
}
