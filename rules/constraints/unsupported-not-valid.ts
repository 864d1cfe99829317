import { foreignKeysOfPartitions } from '../../src/rule/cure/on-partitions.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'unsupported-not-valid',
  summary: 'Before PostgreSQL 18 give foreign keys of partitioned tables to the partitions first.',
  why: `
    Only CHECK, foreign keys and (from 18 on) NOT NULL can be NOT VALID, and a foreign key of a partitioned table from 18
    on only: before, the statement fails with 42809. Its partitions can have the key NOT VALID, and once it is validated
    there, the partitioned table takes it over without reading a row.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/17/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT'],
  on: ['add constraint'],

  check(operation, here) {
    const { table, constraint } = operation;
    if (constraint.type !== 'foreign key' || constraint.validated || here.effects.fails?.sqlstate !== '42809') return [];
    return [{
      message: `This fails: ${here.named(table)} is partitioned, and before PostgreSQL 18 a foreign key of such a table cannot be NOT VALID (42809).`,
      at: here.at,
      because: here.locks,
      cure: foreignKeysOfPartitions(operation, here),
    }];
  },
});
