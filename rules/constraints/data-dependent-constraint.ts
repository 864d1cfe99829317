import type { StatementAt } from '../../src/migrations/migration.ts';
import { describe } from '../../src/operations/describe.ts';
import type { Operation, OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, outside, phases } from '../../src/rule/cure/build.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

type Checking = OperationOf<'add constraint' | 'create index' | 'set not null' | 'validate constraint'>;

export default defineRule({
  name: 'data-dependent-constraint',
  summary: 'Where statements commit one by one, prove rows in a file of their own.',
  why: `
    UNIQUE, NOT NULL, CHECK and foreign keys fail when a row breaks them, which only the database knows. In a transaction
    nothing is left of a migration that fails. Without one, what came before stays, the version is not recorded, and the
    next run fails at the first statement, because what it makes is there already.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  on: ['add constraint', 'create index', 'set not null', 'validate constraint'],

  check(operation, here) {
    // Our runner goes on where it has stopped.
    if (here.tool.stepsAside || here.inside !== undefined || here.surelyNew(operation.table) || !looksAtRows(operation, here)) return [];
    const before = committedBefore(here);
    const [first] = before;
    if (!first) return [];
    const made = describe(first.reading.operations.find(isLasting) ?? operation);
    return [{
      message: `If a row of ${here.named(operation.table)} breaks it, this fails, and ${made} of line ${here.lineOf(first.at)} has been committed: run again, the migration fails there, before it comes to this.`,
      at: here.at,
      related: [first.at],
      because: [...here.work('scan'), ...here.work('index build')],
      cure: phases(...[...before.map(({ at }) => at), here.at].map((at) => alone(at, here))),
    }];
  },
});

/** Does it fail where a row breaks what it says? */
function looksAtRows(operation: Checking, here: Situation): boolean {
  if (operation.kind === 'create index') return operation.unique && here.work('index build').length > 0;
  return here.work('scan').length > 0 || (operation.kind === 'add constraint' && here.work('index build').length > 0);
}

/** Earlier statements of a script without any transaction, which a second run would not get past. */
function committedBefore(here: Situation): readonly Fact[] {
  const all = here.script;
  if (here.session.transaction !== undefined || all.some(({ session }) => session.transaction !== undefined)) return [];
  return all.filter(({ at, reading }) => at.index < here.at.index && reading.operations.some(isLasting));
}

/** It makes or takes something, and would not do so twice. */
function isLasting(operation: Operation): boolean {
  switch (operation.kind) {
    case 'create table': case 'create index': case 'add column': return !operation.ifNotExists;
    case 'drop table': case 'drop column': case 'drop constraint': case 'drop index': return !operation.ifExists;
    case 'add constraint': case 'rename table': case 'rename column': return true;
    default: return false;
  }
}

function alone(at: StatementAt, here: Situation) {
  const fact = here.script.find((one) => one.at.index === at.index);
  const isRefused = fact?.treatments.some(({ effects }) => effects.transaction === 'refused');
  return isRefused ? outside('expand', keep(at)) : inTransaction('expand', keep(at));
}
