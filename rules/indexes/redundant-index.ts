import type { Index, Relation } from '../../src/catalog/object.ts';
import type { IndexKey } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineHistoryRule({
  name: 'redundant-index',
  summary: 'Keep no index that another one makes superfluous.',
  why: `
    An index on (a, b) serves every query that one on (a) serves. Beside it the shorter one makes each write dearer, takes
    memory from others, and gives nothing for it.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/indexes-multicolumn.html'],

  check(here) {
    if (!here.upgrades.some((script) => script.written('create index').length > 0)) return [];
    const order = new Map(here.upgrades.map(({ script }, at) => [script.id, at]));
    const age = ({ relation: { born } }: Index) => (born.script === 'before' ? -1 : (order.get(born.script) ?? -1) + born.statement / 1e6);
    return here.end.relations().filter(({ type }) => type === 'table' || type === 'partitioned' || type === 'matview').flatMap((table) => {
      // The indexes of a partition are parts of its parent's.
      const indexes = here.end.partitionOf(table) ? undefined : here.end.indexes(table);
      const constraints = here.end.constraints(table);
      if (!indexes?.known || !constraints.known) return [];
      const free = indexes.value.filter(({ unique, relation }) => !unique && !constraints.value.some(({ index }) => index === relation.id));
      return free.flatMap((one) => {
        const wide = indexes.value.find((other) => other !== one && covers(other, one) && !(covers(one, other) && free.includes(other) && age(other) > age(one)));
        return wide ? found(one, wide, table, age(one) > age(wide), here) : [];
      });
    });
  },
});

/** At the later of the two. */
function found(one: Index, wide: Index, table: Relation, isLast: boolean, here: HistorySituation): readonly Finding[] {
  const { born } = (isLast ? one : wide).relation;
  if (born.script === 'before' || !here.upgrades.some(({ script }) => script.id === born.script)) return [];
  const drop = `DROP INDEX CONCURRENTLY ${quoteQualified(one.relation.schema === 'public' ? { name: one.relation.name } : one.relation)}`;
  return [{
    message: `${withKeys(one)} serves no query that ${withKeys(wide)} does not, and every write to ${table.schema === 'public' ? table.name : `${table.schema}.${table.name}`} pays for both.`,
    at: { script: born.script, index: born.statement },
    because: [],
    cure: advice(isLast ? `Leave ${one.relation.name} out; where it is there already, ${drop}.` : `When ${wide.relation.name} is built, ${drop}.`),
  }];
}

function withKeys({ relation, keys }: Index): string {
  return `${relation.name} (${keys.map(({ expression, order }) => `${expression.text}${order === undefined ? '' : ` ${order.toUpperCase()}`}`).join(', ')})`;
}

/** Does every search that the one serves find what it needs in the other? */
function covers(wide: Index, one: Index): boolean {
  const carried = [...wide.keys.map(({ expression }) => expression.text), ...wide.include];
  return wide.method === one.method && wide.valid && wide.where?.text === one.where?.text
    && (wide.method === 'btree' ? wide.keys.length >= one.keys.length : wide.keys.length === one.keys.length)
    // Read backwards, an index of one key is in the other order.
    && one.keys.every((key, at) => wordsOf(key, one.keys.length > 1) === wordsOf(wide.keys[at], one.keys.length > 1))
    && one.include.every((column) => carried.includes(column));
}

function wordsOf(key: IndexKey | undefined, withOrder: boolean): string {
  return JSON.stringify([key?.expression.text.toLowerCase(), key?.operatorClass, key?.collation, withOrder ? key?.order : undefined]);
}
