import { stopsReads } from '../../src/effects/conflicts.ts';
import type { Work } from '../../src/effects/effect.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { describe } from '../../src/operations/describe.ts';
import { closedBefore } from '../../src/rule/closed.ts';
import { apart } from '../../src/rule/cure/apart.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineScriptRule({
  name: 'work-after-exclusive-lock',
  summary: 'Do what takes time in another transaction than the one that holds a strong lock.',
  why: `
    A lock is held until its transaction ends. Whatever runs behind the ALTER TABLE that took it, on whatever table, adds
    its own time to the stop.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  oncePer: 'script',
  yieldsTo: ['backfill-under-ddl-lock', 'validate-in-same-transaction'],

  check(script) {
    return script.all().flatMap(({ operation, here }) => {
      const [work] = workOf(here).filter((one) => one.because[0] === here.operations.indexOf(operation));
      if (!work || isToldElsewhere(operation, here)) return [];
      const held = closedBefore(here);
      const worst = held.find(({ lock }) => stopsReads(lock.mode)) ?? held[0];
      if (!worst) return [];
      const name = here.nameOf(worst.lock.on);
      return [{
        message: `Nobody can ${stopsReads(worst.lock.mode) ? 'read or write' : 'write to'} ${name} while ${describe(operation)} ${doing(work, here)}: ${worst.by} at line ${script.lineOf(worst.taken)} already holds ${worst.lock.mode} ${here.untilWhen}.`,
        at: here.at,
        span: operation.span,
        related: [worst.taken],
        because: workOf(here),
        cure: apart([...held.map(({ taken }) => taken), here.at], here),
      }];
    });
  },
});

/** A query that fills what it makes is a rule of its own. Code is told statement by statement, what PostgreSQL refuses takes no time, and a new table has nothing to be looked up. */
function isToldElsewhere(operation: Operation, here: Situation): boolean {
  if (operation.kind === 'run code' || operation.kind === 'call' || here.effects.transaction === 'refused') return true;
  if (here.operations.some(({ kind }) => kind === 'create table' || kind === 'create view')) return true;
  return operation.kind === 'add constraint' && operation.constraint.type === 'foreign key' && here.surelyNew(operation.table);
}

/** Work whose time grows with a table that was there before. */
function workOf(here: Situation): readonly Work[] {
  return here.effects.work.filter((work) => work.kind !== 'row changes' && !here.isOnNew(work));
}

function doing({ kind, on }: Work, here: Situation): string {
  switch (kind) {
    case 'rewrite': return `writes ${here.nameOf(on)} again`;
    case 'scan': case 'row changes': return `reads all of ${here.nameOf(on)}`;
    case 'index build': return `builds an index of ${here.nameOf(on)}`;
  }
}
