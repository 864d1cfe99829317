import { describe } from '../../src/operations/describe.ts';
import { phases } from '../../src/rule/cure/build.ts';
import { commitsOf, partByPart, strandedIn } from '../../src/rule/commits.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';

export default defineScriptRule({
  name: 'autocommit-splits-transaction',
  summary: 'Give what must run outside a transaction a revision of its own.',
  why: `
    An autocommit block commits what stands before it, and what is in it. When a statement behind that fails, the revision
    is half applied and its version row is not written: it is run again, and fails at what is there already.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-commit.html', 'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block'],

  check(script) {
    const { steps, id } = script.script;
    const block = steps.find((step) => step.kind === 'boundary' && step.does === 'leave transaction');
    if (block?.kind !== 'boundary' || script.tool.resumes) return [];
    const commits = commitsOf(script);
    const stranded = strandedIn(commits, script);
    if (!stranded) return [];

    const { here, operation } = stranded;
    const words = `${describe(operation)} at line ${script.lineOf(here.at)}`;
    const run = here.session.transaction?.opened === 'run' ? ', with it all revisions of the run before this one' : '';
    return [{
      message: `${words} is committed ${here.session.transaction ? 'when this block begins' : 'at once'}${run}: when ${describe(stranded.risk.operation)} at line ${script.lineOf(stranded.risk.here.at)} fails, it stays, ${script.tool.name} takes the revision for not applied, and the next run fails there.`,
      at: { script: id, place: block.place },
      because: [],
      cure: phases(...partByPart(commits, script)),
    }];
  },
});
