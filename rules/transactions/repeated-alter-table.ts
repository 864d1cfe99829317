import type { Work } from '../../src/effects/effect.ts';
import { sameTarget } from '../../src/effects/moment.ts';
import { describe } from '../../src/operations/describe.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';
import type { Kind } from '../../src/operations/operation.ts';

export default defineScriptRule({
  name: 'repeated-alter-table',
  summary: 'Go through the rows of a table once, not once for each ALTER TABLE.',
  why: `
    Each ALTER TABLE that checks or rewrites rows goes through the whole table again. Sub-commands of one ALTER TABLE
    share one pass. What only changes the catalog is free, however often.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],

  check(script) {
    const passes = script.all().flatMap((placed) => passOf(placed));
    return passes.flatMap((pass, at) => {
      const earlier = passes.slice(0, at).find(({ work, placed }) => sameTarget(work.on, pass.work.on) && placed.here.at !== pass.placed.here.at);
      if (!earlier) return [];
      const { operation, here } = pass.placed;
      const words = pass.work.kind === 'rewrite' ? 'writes' : 'reads';
      return [{
        message: `${describe(operation)} ${words} all of ${here.nameOf(pass.work.on)} again, after ${describe(earlier.placed.operation)} at line ${script.lineOf(earlier.placed.here.at)}.`,
        at: here.at,
        span: operation.span,
        related: [earlier.placed.here.at],
        because: [],
        cure: noCure(`Make them sub-commands of one ALTER TABLE, or give each a migration of its own where even one pass takes long.`),
      }];
    });
  },
});

interface Pass { readonly placed: Placed<Kind>; readonly work: Work }

/** The first pass that a statement makes over a table that was there before. */
function passOf(placed: Placed<Kind>): readonly Pass[] {
  const { operation, here } = placed;
  if (here.operations[0] === undefined || !('table' in operation) || operation.kind === 'create index' || operation.kind === 'validate constraint') return [];
  if (!here.operations.every((one) => ALTERS.has(one.kind))) return [];
  const [work] = [...here.work('rewrite'), ...here.work('scan')].filter((one) => !here.isOnNew(one) && one.role === 'table');
  return work && work.because[0] === here.operations.indexOf(operation) ? [{ placed, work }] : [];
}

const ALTERS: ReadonlySet<Kind> = new Set(['add column', 'set type', 'set not null', 'add constraint', 'set persistence', 'set expression', 'add identity', 'alter table', 'drop column', 'set default', 'drop default', 'drop not null', 'drop constraint']);
