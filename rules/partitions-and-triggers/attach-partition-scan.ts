import type { Index, Relation } from '../../src/catalog/object.ts';
import { isOfKey, lackedIndexes } from '../../src/effects/attach-partition.ts';
import type { Work } from '../../src/effects/effect.ts';
import type { Cure, Phase } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { insideBounds } from '../../src/rule/cure/bounds-check.ts';
import { advice, inTransaction, keep, noCure, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

type Attach = OperationOf<'attach partition'>;

export default defineRule({
  name: 'attach-partition-scan',
  summary: 'Attach a table whose bounds and indexes are there before.',
  why: `
    ATTACH PARTITION holds ACCESS EXCLUSIVE on the table that it attaches while it looks at every row for one that is
    outside the bounds, and while it builds the indexes that the partitioned table has and this one lacks. A validated
    CHECK that implies the bounds spares the look; indexes that are there are taken over.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION'],
  on: ['attach partition'],

  check(operation, here) {
    const { table, partition } = operation;
    const scans = here.work('scan').filter((work) => work.role === 'partition' && !here.isOnNew(work));
    const builds = here.work('index build').filter((work) => work.role === 'partition' && !here.isOnNew(work));
    if (here.surelyNew(partition) || scans.length + builds.length === 0) return [];
    const meanwhile = [
      ...(scans.length > 0 ? [`every row is checked against ${whatOf(here)} of ${here.named(table)}`] : []),
      ...(builds.length > 0 ? [indexBuilds(operation, here)] : []),
    ];
    return [{
      message: `Nobody can read or write ${here.named(partition)} while ${meanwhile.join(' and ')}.`,
      at: here.at,
      because: [...scans, ...builds],
      cure: cureOf(operation, scans, here),
    }];
  },
});

function whatOf(here: Situation): string {
  return here.work('scan').some(({ role }) => role === 'referenced') ? 'the bounds and the foreign keys' : 'the bounds';
}

function indexBuilds({ table, partition }: Attach, here: Situation): string {
  const parent = here.relation(table);
  const names = parent ? lackedIndexes(parent, here.relation(partition), here.catalog).map(({ relation }) => relation.name) : [];
  const [last, ...others] = names.toReversed();
  if (last === undefined) return `the indexes of ${here.named(table)} that it lacks are built`;
  return others.length === 0 ? `its part of ${last} is built` : `its parts of ${others.toReversed().join(', ')} and ${last} are built`;
}

/** Proof of the bounds, missing indexes, then the attachment, which needs its lock for a moment; the proof has served then. */
function cureOf({ table, partition, bound }: Attach, scans: readonly Work[], here: Situation): Cure {
  const parent = here.relation(table);
  const own = here.relation(partition);
  const name = here.named(partition);
  if (here.work('scan').some(({ role }) => role === 'referenced')) {
    return advice(`Give ${name} the foreign keys of ${here.named(table)} first, NOT VALID and then validated, and a validated CHECK that implies its bounds: what is proven is not checked again.`);
  }
  const check = scans.length > 0 ? bound && insideBounds(bound, parent && here.catalog.partitioning(parent)) : '';
  if (bound?.kind === 'hash') {
    return noCure(`No CHECK proves that rows belong to a hash partition: attach ${name} while it is empty, or while nobody uses it.`);
  }
  if (!parent || !own || check === undefined) {
    return advice(`Add a CHECK to ${name} that implies its bounds, NULL left out, first NOT VALID and then validated, and build the indexes that it lacks concurrently: attached then, it is neither scanned nor built on.`);
  }
  const indexes = lackedIndexes(parent, own, here.catalog).map((index) => indexPhases(index, here.textOf(partition.span), own, here));
  if (!indexes.every((index) => index !== undefined)) {
    return advice(`Prove its bounds by a validated CHECK, and build the indexes that ${name} lacks concurrently, each like that of ${here.named(table)}: attached then, it is neither scanned nor built on.`);
  }
  const proof = here.freeConstraintName(partition, nameFor(partition.name, [], 'bounds'));
  const alter = `ALTER TABLE ${here.textOf(partition.span)}`;
  return phases(
    ...(check === '' ? [] : [
      inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${quoteName(proof)} CHECK (${check}) NOT VALID`)),
      inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${quoteName(proof)}`)),
    ]),
    ...indexes.flat(),
    inTransaction('expand', keep(here.at), ...(check === '' ? [] : [sql(`${alter} DROP CONSTRAINT ${quoteName(proof)}`)])),
  );
}

/** Undefined where the facts do not hold all of the index. */
function indexPhases(index: Index, written: string, partition: Relation, here: Situation): readonly Phase[] | undefined {
  const columns = index.keys.flatMap(({ expression }) => (expression.shape === 'column' ? expression.columns : []));
  const isPlain = columns.length === index.keys.length && index.keys.every(({ operatorClass, collation }) => operatorClass === undefined && collation === undefined);
  const key = isOfKey(index, here.catalog) ? keyWords(index, here) : '';
  if (!isPlain || index.where || index.include.length > 0 || index.method !== 'btree' || key === undefined) return undefined;
  const name = nameFor(partition.name, key === 'PRIMARY KEY' ? [] : columns, key === 'PRIMARY KEY' ? 'pkey' : key === 'UNIQUE' ? 'key' : 'idx');
  const list = columns.map(quoteName).join(', ');
  return [
    outside('expand', sql(`CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${quoteName(name)} ON ${written} (${list})`)),
    ...(key === '' ? [] : [inTransaction('expand', sql(`ALTER TABLE ${written} ADD CONSTRAINT ${quoteName(name)} ${key} USING INDEX ${quoteName(name)}`))]),
  ];
}

function keyWords({ table, relation }: Index, here: Situation): 'PRIMARY KEY' | 'UNIQUE' | undefined {
  const on = here.catalog.byId(table);
  const answer = on && here.catalog.constraints(on);
  const type = (answer?.known ? answer.value : answer?.last ?? []).find(({ index }) => index === relation.id)?.type;
  return type === 'primary key' ? 'PRIMARY KEY' : type === 'unique' ? 'UNIQUE' : undefined;
}
