import type { Constraint, Index, Relation } from '../../src/catalog/object.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { BornAt } from '../../src/rule/born-at.ts';
import { bornAt } from '../../src/rule/born-at.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { change, inTransaction, insertion, keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { freeIndexName } from '../../src/rule/cure/name.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineHistoryRule({
  name: 'foreign-key-without-index',
  summary: 'Index the columns of a foreign key.',
  why: `
    PostgreSQL indexes the key that is referenced, not the columns that reference it. For each row that is deleted from the
    referenced table, or whose key changes, it looks for rows that reference it: without an index it reads the whole
    referencing table, once per row, while the transaction holds its locks.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],

  check(here) {
    const adding = here.upgrades.some((script) => script.written('create table', 'add column', 'add constraint')
      .some(({ operation }) => constraintsIn(operation).some(({ constraint }) => constraint.type === 'foreign key')));
    if (!adding) return [];
    const relations = here.end.relations();
    const taken = new Set(relations.map(nameOf));
    return relations.flatMap((relation) => findingsOn(relation, here, taken));
  },
});

function nameOf({ schema, name }: Pick<Relation, 'schema' | 'name'>): string {
  return quoteQualified({ schema, name });
}

/** One for each statement that adds such keys to the table. */
function findingsOn(relation: Relation, here: HistorySituation, taken: ReadonlySet<string>): readonly Finding[] {
  const byStatement = new Map<string, { readonly born: BornAt; readonly keys: Constraint[] }>();
  for (const key of bareKeys(relation, here)) {
    const born = bornAt(key.born, here);
    if (!born) continue;
    const place = `${born.at.script} ${born.at.index}`;
    const group = byStatement.get(place) ?? { born, keys: [] };
    group.keys.push(key);
    byStatement.set(place, group);
  }
  return [...byStatement.values()].map(({ born, keys }): Finding => {
    const parents = keys.flatMap(({ references }) => (references === undefined ? [] : here.end.byId(references)?.name ?? []));
    const columns = keys.map((key) => (key.columns.length > 1 ? `(${key.columns.join(', ')})` : key.columns.join()));
    return {
      message: `No index leads with ${listed(columns, 'or')} of ${relation.name}: each DELETE from ${listed(parents, 'or')}, and each UPDATE of the key there, reads all of ${relation.name} for rows that reference it.`,
      at: born.at,
      span: spanOf(born, keys),
      because: [],
      cure: cureOf(relation, keys, born, taken),
    };
  });
}

/** Its foreign keys that no index serves, where the history can tell: the indexes of a table that it has not made it does not know. */
function bareKeys(relation: Relation, { end }: HistorySituation): readonly Constraint[] {
  if (relation.type !== 'table' && relation.type !== 'partitioned') return [];
  const indexes = end.indexes(relation);
  if (end.partitionOf(relation) || (!indexes.known && indexes.doubt.because === 'history incomplete')) return [];
  return lastKnown(end.constraints(relation)).filter((key) =>
    key.type === 'foreign key' && key.enforced && !lastKnown(indexes).some((index) => serves(index, key)));
}

/** Its first columns are those of the key, in any order, or it finds one row by some of them. A condition that the lookup implies does no harm. */
function serves({ unique, method, keys, where }: Index, key: Constraint): boolean {
  if (!['btree', 'hash'].includes(method)) return false;
  if (where && !(where.impliesNotNull.length > 0 && where.columns.every((column) => key.columns.includes(column) && where.impliesNotNull.includes(column)))) return false;
  const columns = keys.map(({ expression }) => (expression.shape === 'column' ? expression.columns[0] : undefined));
  const leading = columns.slice(0, key.columns.length);
  return key.columns.every((column) => leading.includes(column))
    || (unique && columns.every((column) => column !== undefined && key.columns.includes(column)));
}

/** The only constraint in the statement, or the first. */
function spanOf({ script, at }: BornAt, keys: readonly Constraint[]) {
  const written = script.writtenIn(at, 'create table', 'add column', 'add constraint');
  for (const { operation } of written) {
    const found = constraintsIn(operation).find(({ constraint }) => constraint.type === 'foreign key' && keys.some((key) => key.columns.join() === constraint.columns.join()));
    if (found) return found.span ?? operation.span;
  }
  return undefined;
}

function cureOf(relation: Relation, keys: readonly Constraint[], { at, script }: BornAt, taken: ReadonlySet<string>): Cure {
  const isTaken = (name: string) => taken.has(nameOf({ schema: relation.schema, name }));
  const table = quoteQualified({ schema: relation.schema === 'public' ? undefined : relation.schema, name: relation.name });
  const index = (concurrently: string) => keys.map(({ columns }) =>
    sql(`CREATE INDEX ${concurrently}${quoteName(freeIndexName(relation.name, columns, isTaken))} ON ${table} (${columns.map(quoteName).join(', ')})`));
  if (relation.born.script === at.script) return phases(inTransaction('expand', keep(at), ...index('')));
  const builds = index('CONCURRENTLY ').map((build) => outside('expand', build));
  if (script.writtenIn(at, 'add column').length > 0) return phases(inTransaction('expand', keep(at)), ...builds);
  const scanning = script.writtenIn(at, 'add constraint').filter((one) => one.operation.constraint.type === 'foreign key' && one.operation.constraint.validated);
  if (scanning.length === 0) return phases(...builds, inTransaction('expand', keep(at)));
  return phases(
    ...builds,
    inTransaction('expand', change(at, 'not valid', ...scanning.map(({ operation }) => insertion(operation.constraint.span.end, ' NOT VALID')))),
    inTransaction('expand', ...keys.map(({ name }) => sql(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteName(name)}`))),
  );
}
