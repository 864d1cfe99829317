import type { Constraint, Relation } from '../../src/catalog/object.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import { bornAt } from '../../src/rule/born-at.ts';
import { inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import { leavesUnproven } from '../../src/rule/unproven-constraints.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineHistoryRule({
  name: 'never-validated',
  summary: 'Validate each constraint that was added NOT VALID, in a later migration.',
  why: `
    NOT VALID binds new rows alone. Until VALIDATE CONSTRAINT has looked at the old ones, nothing is proven: rows that break
    the constraint stay, the planner does not rely on it, and a CHECK does not spare SET NOT NULL its scan. VALIDATE stops
    nobody.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT'],

  check(here) {
    if (!here.upgrades.some(leavesUnproven)) return [];
    return here.end.relations().flatMap((relation) => unproven(relation, here).flatMap((constraint) => {
      const born = bornAt(constraint.born, here);
      if (!born) return [];
      const { name } = constraint;
      const added = born.script.writtenIn(born.at, 'add constraint').find(({ operation: { constraint: { name: own } } }) => (own?.name ?? name) === name);
      const table = quoteQualified({ schema: relation.schema === 'public' ? undefined : relation.schema, name: relation.name });
      return [{
        message: `No later migration validates ${name}: ${consequence(constraint, relation, here)}`,
        at: born.at,
        span: added?.operation.span,
        because: [],
        cure: phases(inTransaction('expand', keep(born.at)), inTransaction('expand', sql(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteName(name)}`))),
      }];
    }));
  },
});

/** Those that are the table's own: children and partitions have theirs from it. */
function unproven(relation: Relation, { end }: HistorySituation): readonly Constraint[] {
  const above = end.partitionOf(relation)?.parent;
  const parent = above === undefined ? undefined : end.byId(above);
  const inherited = parent ? lastKnown(end.constraints(parent)).map(({ name }) => name) : [];
  return lastKnown(end.constraints(relation)).filter(({ name, validated, enforced }) => !validated && enforced && !inherited.includes(name));
}

function consequence({ type, columns, references }: Constraint, { name }: Relation, { end }: HistorySituation): string {
  if (type === 'foreign key') {
    const parent = references === undefined ? undefined : end.byId(references);
    return `rows of ${name} from before it may reference what is not in ${parent?.name ?? 'the other table'}.`;
  }
  const broken = type === 'not null' ? `have NULL in ${columns.join(', ')}` : 'break it';
  return `rows of ${name} from before it may ${broken}, and then each UPDATE of such a row fails.`;
}
