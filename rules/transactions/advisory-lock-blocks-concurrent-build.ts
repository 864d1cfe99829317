import { describe } from '../../src/operations/describe.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';

export default defineHistoryRule({
  name: 'advisory-lock-blocks-concurrent-build',
  summary: 'Let a second run poll for the lock of migrations, and not block in it, where indexes are built concurrently.',
  why: `
    A concurrent build waits for every older snapshot in the database. A second run that blocks in pg_advisory_lock holds
    one, and waits itself for the run that builds: PostgreSQL ends the circle with a deadlock, and what was built so far
    stays as an INVALID index. With pg_try_advisory_lock and a pause nobody holds a snapshot.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS',
  ],

  check({ upgrades, tool }) {
    for (const script of upgrades.toReversed()) {
      if (!script.written('create index', 'reindex').some(({ operation }) => operation.concurrently)) continue;
      const [build] = script.each('create index', 'reindex').filter(({ here }) => here.effects.waits.some((wait) => wait.for === 'old snapshots') && here.session.transaction === undefined);
      const lock = build && (tool.secondRunBlocks ? `a second run of ${tool.name} holds one while it blocks in \`pg_advisory_lock\` until this one ends` : lockIn(script, build));
      if (!lock) continue;
      return [{
        message: `${describe(build.operation)} waits for every older snapshot in the database, and ${lock}: where two runs meet, PostgreSQL ends one with \`deadlock detected\`, and the build leaves an INVALID index.`,
        at: build.here.at,
        span: build.operation.span,
        because: build.here.effects.waits,
        cure: noCure('Run migrations from one place at a time, such as a job before the deployment instead of each instance at its start; or by a runner that polls for its lock, as `phasewise upgrade` does.'),
      }];
    }
    return [];
  },
});

/** The script takes the lock itself, and whoever runs it a second time waits there. */
function lockIn(script: ScriptSituation, { here: { at } }: Placed<'create index' | 'reindex'>): string | undefined {
  const taken = script.each('select').find(({ operation, here }) => operation.calls.includes('pg_advisory_lock') && here.at.index < at.index);
  return taken && `a second run of this migration holds one while it blocks in \`pg_advisory_lock\` at line ${script.lineOf(taken.here.at)} until this one ends`;
}
