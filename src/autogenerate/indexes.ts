import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Index, Relation } from '../catalog/object.ts';
import { quoteName } from '../sql/quote.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import { renamedAmong } from './renamed.ts';
import { indexShape } from './same.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs } from './sides.ts';
import { indexSql } from './words.ts';

/** The indexes of a table that no constraint makes, and that are no part of its parent's. */
export function ownIndexes(relation: Relation, catalog: Catalog): readonly Index[] {
  const enforcing = new Set(lastKnown(catalog.constraints(relation)).flatMap(({ index }) => index ?? []));
  return lastKnown(catalog.indexes(relation)).filter((one) => !enforcing.has(one.relation.id) && catalog.partOf(one.relation) === undefined);
}

export function indexChanges(tables: { readonly now: Relation; readonly wanted: Relation }, gone: ReadonlySet<string>, sides: Sides): readonly Change[] {
  const table = tables.wanted;
  const all = pairs(ownIndexes(tables.now, sides.now), ownIndexes(table, sides.wanted), ({ relation }) => relation.name);
  const dropped = all.flatMap(({ now, wanted }) => (now && !wanted ? [now] : []));
  const added = all.flatMap(({ now, wanted }) => (wanted && !now ? [wanted] : []));
  const renamed = renamedAmong(dropped, added, (old, one) => indexShape(one) === indexShape(old));
  const taken = new Set(renamed.values());
  const apart = all.flatMap(({ now, wanted }) => (now && wanted && table.type === 'partitioned' && now.valid && !wanted.valid ? [takenApart(now, wanted, table)] : []));
  return [
    ...apart,
    ...[...renamed].map(([old, { relation: { name } }]) => change('index', `rename ${subject(old)} to ${quoteName(name)}`, renameSql(old, name))),
    ...added.filter((one) => !taken.has(one)).map((one) => createIndex(one, table)),
    ...dropped.filter((one) => !renamed.has(one) && !columnsOf(one).some((column) => gone.has(column))).map((one) => change('drop index', `drop ${subject(one)}`, `DROP INDEX ${nameOf(one.relation)}`)),
    ...all.flatMap(({ now, wanted }) => (now && wanted && indexShape(now) !== indexShape(wanted) ? replaced(now, wanted, table) : [])),
  ];
}

export function createIndex(index: Index, table: Relation): Change {
  return change('index', `add ${subject(index)} on ${nameOf(table)}`, indexSql(index, table, index.relation.name));
}

/** A part that was attached never leaves: all go, and come without the others. */
function takenApart(now: Index, wanted: Index, table: Relation): Change {
  return { ...change('index', `take ${subject(now)} apart`, `DROP INDEX ${nameOf(now.relation)}`, indexSql(wanted, table, wanted.relation.name)), asItIs: true };
}

/** The new one is there before the old one goes, and takes its name. */
function replaced(now: Index, wanted: Index, table: Relation): readonly Change[] {
  const { name } = wanted.relation;
  const meanwhile = `${name.slice(0, 59)}_new`;
  return [
    change('index', `build ${subject(wanted)} on ${nameOf(table)} anew`, indexSql(wanted, table, meanwhile)),
    change('index', `drop ${subject(now)} as it was`, `DROP INDEX ${nameOf(now.relation)}`),
    change('index', `give ${subject(wanted)} its name`, renameSql({ relation: { ...wanted.relation, name: meanwhile } }, name)),
  ];
}

function renameSql({ relation }: Pick<Index, 'relation'>, to: string): string {
  return `ALTER INDEX ${nameOf(relation)} RENAME TO ${quoteName(to)}`;
}

function columnsOf({ keys, include, where }: Index): readonly string[] {
  return [...keys.flatMap(({ expression }) => expression.columns), ...include, ...where?.columns ?? []];
}

function subject({ relation }: Index): string {
  return `index ${nameOf(relation)}`;
}
