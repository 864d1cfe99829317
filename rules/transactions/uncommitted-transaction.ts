import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { refusesUneven } from '../../src/rule/transaction-words.ts';

export default defineScriptRule({
  name: 'uncommitted-transaction',
  summary: 'Commit the transaction that a script begins.',
  why: `
    A transaction that nobody commits is rolled back when its connection closes: the migration seems to have run, and
    nothing of it is there. Until then its locks are held, and everybody who wants what it has changed waits.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-begin.html'],

  check(here) {
    if (here.session.transaction?.opened !== 'author' || isWrapped(here.facts)) return [];
    const begin = here.each('transaction').findLast(({ operation }) => operation.does === 'begin');
    if (!begin) return [];
    return [{
      message: refusesUneven(here.tool)
        ? `Nothing commits the transaction that BEGIN opens here: ${here.tool.name} refuses the script before its first statement.`
        : `Nothing commits the transaction that BEGIN opens here: it keeps its locks until something that ${here.tool.name} sends later commits it by chance, or its connection closes and PostgreSQL takes back all that follows.`,
      at: begin.here.at,
      span: begin.operation.span,
      because: [],
      cure: noCure('Write COMMIT behind the last statement of it.'),
    }];
  },
});

/** The tool commits whatever is open when its script has run. */
function isWrapped(facts: readonly { readonly session: { readonly transaction: { readonly opened: string } | undefined } }[]): boolean {
  return facts.some(({ session: { transaction } }) => transaction?.opened === 'script' || transaction?.opened === 'run');
}
