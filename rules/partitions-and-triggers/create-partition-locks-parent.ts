import { describe } from '../../src/operations/describe.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { keep, sql } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'create-partition-locks-parent',
  summary: 'Create a partition as a table of its own, then attach it.',
  why: `
    CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table, for which all who use it wait. ATTACH
    PARTITION of a table that was made beside it takes SHARE UPDATE EXCLUSIVE, which no reader and no writer meets.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE'],
  on: ['create table'],

  check(operation, here) {
    const queues = here.queues;
    if (!operation.partitionOf || queues.length === 0) return [];
    return [{
      message: here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: queues,
      cure: attachedInstead(operation, operation.partitionOf, here) ?? givesUpSoon('expand', keep(here.at)),
    }];
  },
});

/** Where the statement says nothing but whose partition it is, and of which rows. LIKE gives all that ATTACH asks for. */
function attachedInstead({ table, ifNotExists, bound, persistence, columns, constraints }: OperationOf<'create table'>, parent: OperationOf<'create table'>['table'], here: Situation): Cure | undefined {
  const saysMore = columns.length + constraints.length > 0 || here.sql.slice(parent.span.end, bound?.span.start).trim() !== ''
    || here.sql.slice(bound?.span.end).trim() !== '';
  if (!bound || ifNotExists || persistence !== 'permanent' || saysMore) return undefined;
  const [name, of] = [here.textOf(table.span), here.textOf(parent.span)];
  return givesUpSoon('expand',
    sql(`CREATE TABLE ${name} (LIKE ${of} INCLUDING ALL EXCLUDING IDENTITY)`),
    sql(`ALTER TABLE ${of} ATTACH PARTITION ${name} ${here.textOf(bound.span)}`));
}
