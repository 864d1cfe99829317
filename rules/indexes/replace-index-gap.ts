import type { Index } from '../../src/catalog/object.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import type { Cure, Part } from '../../src/migrations/cure.ts';
import { change, inTransaction, insertion, keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { concurrentForm } from '../../src/rule/cure/concurrent-index.ts';
import { indexNameFor } from '../../src/rule/cure/name.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineScriptRule({
  name: 'replace-index-gap',
  summary: 'Build the next index before the one that it replaces is dropped.',
  why: `
    Between the drop of an index and the end of the build of its successor nothing serves the queries that used it: each
    of them reads the whole table. If the build fails, that goes on until somebody notices.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],

  check(here) {
    const builds = here.each('create index');
    if (builds.length === 0) return [];
    return here.each('drop index').flatMap((drop) => {
      const index = indexOf(drop);
      const next = index && builds.find((build) => build.here.at.index > drop.here.at.index && replaces(build, index, drop));
      const table = index && drop.here.catalog.byId(index.table);
      if (!next || !table || !drop.here.mayBeLarge({ type: 'relation', schema: table.schema, name: table.name }) || isServed(index, drop)) return [];
      const by = index.keys[0]?.expression.text;
      return [{
        message: `From here until the index of line ${here.lineOf(next.here.at)} is built, queries that search ${drop.here.nameOf({ kind: 'relation', relation: table })} by ${by} read the whole table.`,
        at: drop.here.at,
        span: drop.operation.span,
        related: [next.here.at],
        because: drop.here.effects.waits,
        cure: cureOf(drop, next),
      }];
    });
  },
});

function indexOf({ operation, here }: Placed<'drop index'>): Index | undefined {
  const answer = here.catalog.index(operation.index, here.session);
  return answer.known && answer.value && !here.isNew(answer.value.relation) ? answer.value : undefined;
}

/** It begins with the same key, and nobody is kept from the table in between. The same index again is a repair. */
function replaces({ operation, here }: Placed<'create index'>, old: Index, drop: Placed<'drop index'>): boolean {
  const transaction = here.session.transaction?.id;
  const isClosed = !drop.operation.concurrently && transaction !== undefined && transaction === drop.here.session.transaction?.id;
  const isRepair = drop.operation.ifExists && operation.name?.name === old.relation.name && keysOf(operation) === keysOf(old);
  return !isClosed && !isRepair && here.relation(operation.table)?.id === old.table
    && operation.method === old.method && operation.keys[0]?.expression.text === old.keys[0]?.expression.text;
}

function keysOf({ keys }: Pick<Index, 'keys'>): string {
  return keys.map(({ expression }) => expression.text).join();
}

/** Another index that begins with the same key is there. */
function isServed(old: Index, { here }: Placed<'drop index'>): boolean {
  const table = here.catalog.byId(old.table);
  const indexes = table ? lastKnown(here.catalog.indexes(table)) : [];
  return indexes.some(({ relation, method, where, keys }) => relation.id !== old.relation.id && where === undefined
    && method === old.method && keys[0]?.expression.text === old.keys[0]?.expression.text);
}

function cureOf(drop: Placed<'drop index'>, next: Placed<'create index'>): Cure {
  const { index } = drop.operation;
  const isSameName = next.operation.name?.name === index.name;
  const made = isSameName ? indexNameFor(next.operation.table, next.operation, drop.here) : undefined;
  return phases(
    outside('expand', concurrentForm(next.operation, next.here, made)),
    outside('contract', concurrentDrop(drop)),
    ...(made === undefined ? [] : [inTransaction('expand', sql(`ALTER INDEX ${quoteQualified({ schema: index.schema, name: made })} RENAME TO ${quoteName(index.name)}`))]),
  );
}

function concurrentDrop({ operation, here }: Placed<'drop index'>): Part {
  if (operation.concurrently) return keep(here.at);
  if (here.operations.length > 1) return sql(`DROP INDEX CONCURRENTLY ${quoteQualified(operation.index)}`);
  return change(here.at, 'concurrently', insertion(operation.afterIndex, ' CONCURRENTLY'));
}
