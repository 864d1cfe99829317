import { describe } from '../../src/operations/describe.ts';
import { phases } from '../../src/rule/cure/build.ts';
import { commitsOf, partByPart, strandedIn } from '../../src/rule/commits.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';

export default defineScriptRule({
  name: 'not-idempotent-outside-transaction',
  summary: 'Let a script that is not one transaction be run again after it has failed half way.',
  why: `
    Outside a transaction each statement is committed by itself. When the second fails, the first has happened, and a tool
    that knows only whole migrations runs it again: it fails, because what it makes is there already.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-begin.html'],

  check(script) {
    // A transaction of the tool that the script leaves on its way is a finding of its own.
    const leaves = script.script.steps.some(({ kind }) => kind === 'boundary') || script.facts.some(({ session }) => session.transaction?.opened === 'script' || session.transaction?.opened === 'run');
    if (script.tool.resumes || leaves) return [];
    const commits = commitsOf(script);
    const stranded = strandedIn(commits, script);
    if (!stranded || commits.every(({ alone }) => !alone)) return [];
    const { here, operation } = stranded;
    return [{
      message: `${describe(operation)} is committed by itself: when ${describe(stranded.risk.operation)} at line ${script.lineOf(stranded.risk.here.at)} fails, it stays, and who runs the migration again fails here.`,
      at: here.at,
      span: operation.span,
      because: [],
      cure: phases(...partByPart(commits, script)),
    }];
  },
});
