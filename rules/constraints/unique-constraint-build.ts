import { phases } from '../../src/rule/cure/build.ts';
import { keysOfPartitions } from '../../src/rule/cure/on-partitions.ts';
import { keyByIndex } from '../../src/rule/cure/using-index.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'unique-constraint-build',
  summary: 'Build the index of a UNIQUE constraint concurrently, then attach it.',
  why: `
    ADD UNIQUE builds its index under ACCESS EXCLUSIVE, so reads stop as well as writes (CREATE UNIQUE INDEX would stop
    writes only). An index that was built concurrently is attached in a moment with USING INDEX.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX'],
  on: ['add constraint'],
  yieldsTo: ['partition-key-missing-in-key'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'unique' || constraint.usingIndex || here.surelyNew(table)) return [];
    const builds = here.work('index build');
    if (builds.length === 0) return [];

    return [{
      message: `Nobody can read or write ${here.named(table)} while the index of the constraint is built.`,
      at: here.at,
      because: builds,
      cure: here.isPartitioned(table)
        ? keysOfPartitions(operation, here, 'UNIQUE')
        : phases(...keyByIndex(operation, here, 'UNIQUE')),
    }];
  },
});
