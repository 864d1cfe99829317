import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import { transactionWords } from '../../src/rule/transaction-words.ts';
import type { Transaction } from '../../src/session/session.ts';

export default defineScriptRule({
  name: 'nested-transaction',
  summary: 'Begin no transaction inside another one.',
  why: `
    PostgreSQL has no transaction within a transaction: a second BEGIN is a warning and changes nothing, and the first
    COMMIT ends all of it. Where the tool has opened the transaction, that COMMIT ends the tool's: what follows, its
    note that the migration is applied among it, is no longer part of it.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-begin.html'],
  oncePer: 'script',

  check(here) {
    const controls = here.each('transaction').filter(({ here: there }) => there.inside === undefined);
    const ends = endsBehind(controls);
    return controls.flatMap(({ operation, here: there }, at) => {
      const open = there.session.transaction;
      if (operation.does !== 'begin' || open === undefined || open.opened === 'string') return [];
      const end = ends[at];
      const closing = end === undefined ? '' : ` ${end.operation.does.toUpperCase()} at line ${here.lineOf(end.here.at)} ends that one${behind(end, open, here)}.`;
      return [{
        message: `BEGIN does nothing here but warn: ${transactionWords(open, here.tool)} is still open.${closing}`,
        at: there.at,
        span: operation.span,
        because: [],
        cure: noCure(wayOut(end, open, here)),
      }];
    });
  },
});

type Control = Placed<'transaction'>;

/** For each of them the COMMIT or ROLLBACK that comes next. */
function endsBehind(controls: readonly Control[]): readonly (Control | undefined)[] {
  let next: Control | undefined;
  return controls.toReversed().map((control) => {
    const end = next;
    if (control.operation.does === 'commit' || control.operation.does === 'rollback') next = control;
    return end;
  }).reverse();
}

function behind({ here: { at } }: Control, { opened }: Transaction, { facts, tool }: ScriptSituation): string {
  if (opened === 'author') return '';
  if (facts.at(-1)?.at.index === at.index) return `, so that ${tool.name} notes outside of it that the migration is applied`;
  return `, so that what stands before it stays when anything behind it fails, and ${tool.name} takes the migration for not applied`;
}

function wayOut(end: Control | undefined, { opened }: Transaction, { tool }: ScriptSituation): string {
  if (opened === 'author') return 'Take this BEGIN out, or write COMMIT before it.';
  return end === undefined
    ? `Take BEGIN out: ${tool.name} has begun already.`
    : `Take BEGIN and ${end.operation.does.toUpperCase()} out: ${tool.name} begins and commits by itself.`;
}
