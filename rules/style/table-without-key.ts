import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Relation } from '../../src/catalog/object.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { tablesMade } from '../../src/rule/tables-made.ts';

export default defineScriptRule({
  name: 'table-without-key',
  summary: 'Give every table a key.',
  why: `
    Without a key nothing tells one row from another: duplicates cannot be removed one by one, a batch has nothing to
    walk along, and a publication refuses UPDATE and DELETE, because subscribers could not find the row.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS', 'https://www.postgresql.org/docs/current/logical-replication-publication.html'],

  check(script) {
    return tablesMade(script).flatMap(({ operation, here, relation }) => {
      if (relation.persistence !== 'permanent' || mayHaveKey(relation, script.after)) return [];
      return [{
        message: `${here.named(operation.table)} has no primary key, nor a unique one over columns that are never NULL.`,
        at: here.at,
        span: operation.table.span,
        because: [],
        cure: advice('Give it a primary key: an identity column where the rows have none of their own.'),
      }];
    });
  },
});

/** Of a foreign table, and where something is not known, nothing is said. */
function mayHaveKey(relation: Relation, after: Catalog): boolean {
  const [constraints, indexes] = [after.constraints(relation), after.indexes(relation)];
  if (!constraints.known || !indexes.known) return true;
  const isNotNull = (column: string) => {
    const answer = after.notNull(relation, column);
    return !answer.known || answer.value === 'yes';
  };
  return constraints.value.some(({ type }) => type === 'primary key') || indexes.value.some(({ unique, where, keys }) =>
    unique && !where && keys.every(({ expression }) => expression.shape === 'column' && expression.columns.every(isNotNull)));
}
