import { inTransaction, keep, phases } from '../../src/rule/cure/build.ts';
import { mayUse, newLabels } from '../../src/rule/new-label.ts';
import { defineRule } from '../../src/rule/rule.ts';

const ROWS = ['insert', 'update', 'delete', 'merge', 'select'] as const;

export default defineRule({
  name: 'enum-value-used-in-same-transaction',
  summary: 'Use a new value of an enum in a later transaction than the one that adds it.',
  why: `
    ALTER TYPE … ADD VALUE may stand in a transaction, but PostgreSQL refuses every use of the value until that has
    committed (55P04): a row, a default, a condition of an index. From 17 on the values of a type that is made in the
    same transaction are free at once; before, these are refused as well.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES'],
  on: [...ROWS, 'set default', 'add column', 'set type', 'add constraint', 'create table', 'create index', 'create view', 'create policy', 'create trigger'],

  check(operation, here) {
    if (operation !== here.operations[0]) return [];
    const used = newLabels(here).filter((label) => (!label.isNewType || here.lowest < 17) && mayUse(label, here));
    const [label] = used;
    if (!label) return [];
    const { added, at, isNewType } = label;
    const phase = ROWS.some((kind) => kind === operation.kind) ? 'backfill' : 'expand';
    return [{
      message: `This fails${isNewType ? ' before PostgreSQL 17' : ''}: '${added.label}' was added to ${here.named(added.type)} at line ${here.lineOf(at)} in the same transaction, and PostgreSQL refuses to use it before that commits (55P04).`,
      at: here.at,
      related: [at],
      because: [],
      cure: phases(inTransaction('expand', ...used.map((one) => keep(one.at))), inTransaction(phase, keep(here.at))),
    }];
  },
});
