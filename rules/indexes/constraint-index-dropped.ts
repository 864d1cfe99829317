import type { Constraint, Index } from '../../src/catalog/object.ts';
import { describe } from '../../src/operations/describe.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'constraint-index-dropped',
  summary: 'Drop the index of a constraint by dropping the constraint.',
  why: `
    The index that enforces a primary key, a unique or an exclusion constraint belongs to that constraint. DROP INDEX on
    it is refused, with CASCADE as well; it goes when the constraint does.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT'],
  yieldsTo: ['concurrently-in-transaction'],
  on: ['drop index'],

  check(operation, here) {
    const answer = here.catalog.index(operation.index, here.session);
    const index = answer.known ? answer.value : undefined;
    const constraint = index && constraintOf(index, here);
    const table = index && here.catalog.byId(index.table);
    if (!constraint || !table || here.effects.fails?.sqlstate !== '2BP01') return [];

    const on = here.nameOf({ kind: 'relation', relation: table });
    return [{
      message: `${describe(operation)} fails: the ${WORDS[constraint.type] ?? 'constraint'} ${constraint.name} of ${on} needs the index (2BP01).`,
      at: here.at,
      span: here.operations.length > 1 ? operation.index.span : undefined,
      because: here.locks,
      cure: advice(`The index goes with its constraint: ALTER TABLE ${quoteQualified(on === table.name ? { name: table.name } : table)} DROP CONSTRAINT ${quoteName(constraint.name)}.`),
    }];
  },
});

const WORDS: Readonly<Partial<Record<Constraint['type'], string>>> = {
  'primary key': 'primary key', 'unique': 'unique constraint', 'exclude': 'exclusion constraint',
};

function constraintOf({ table, relation }: Index, here: Situation): Constraint | undefined {
  const on = here.catalog.byId(table);
  const constraints = on && here.catalog.constraints(on);
  return constraints?.known ? constraints.value.find(({ index }) => index === relation.id) : undefined;
}
