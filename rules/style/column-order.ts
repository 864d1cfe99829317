import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'column-order',
  summary: 'Write the columns of new tables in the order of the house.',
  why: `
    Columns stand in a table as CREATE TABLE has them and cannot be moved later. Tables that all begin with their key and
    end with the same columns are read at a glance.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html'],
  options: {
    first: { kind: 'texts', about: 'Columns that come first, in this order, where a table has them.', otherwise: ['id'] },
    last: { kind: 'texts', about: 'Columns that come last, in this order, where a table has them.', otherwise: [] },
  } as const,
  on: ['create table'],

  check({ table, columns, persistence }, here, { first, last }) {
    if (persistence === 'temporary') return [];
    const names = columns.map(({ name }) => name.name);
    const wanted = [
      ...first.filter((name) => names.includes(name)),
      ...names.filter((name) => !first.includes(name) && !last.includes(name)),
      ...last.filter((name) => names.includes(name) && !first.includes(name)),
    ];
    const at = names.findIndex((name, index) => name !== wanted[index]);
    const column = columns[at];
    if (!column) return [];
    return [{
      message: `The columns of ${here.named(table)} do not stand in the order of the house.`,
      at: here.at,
      span: column.name.span,
      because: [],
      cure: advice(`Write the columns as ${listed(wanted.slice(0, 12))}.`),
    }];
  },
});
