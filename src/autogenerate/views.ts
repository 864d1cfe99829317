import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Relation } from '../catalog/object.ts';
import { statementForm } from '../operations/form.ts';
import type { Change, Comparison } from './change.ts';
import { change } from './change.ts';
import { createIndex, indexChanges, ownIndexes } from './indexes.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs, relationsIn } from './sides.ts';

/** Views and materialized views. `disturbed`: tables of which a column is changed or goes, so that what reads it has to be made anew. */
export function viewChanges(sides: Sides, disturbed: ReadonlyMap<string, ReadonlySet<string>>): Comparison {
  const { now, wanted } = sides;
  const all = pairs(viewsIn(now, sides), viewsIn(wanted, sides), nameOf);
  const notCompared: string[] = [];
  const anew = new Set<string>();
  for (const { key, now: old, wanted: made } of all) {
    if (!old || !made) continue;
    const [was, is] = [now.queryOf(old), wanted.queryOf(made)];
    if (was === undefined || is === undefined) {
      if (was !== is) notCompared.push(`What ${key} shows: one of the two says no query of it.`);
    } else if (old.type !== made.type) anew.add(key);
    else if (formOf(was) !== formOf(is)) {
      const same = readsShape(old, now) === readsShape(made, wanted);
      if (same && wanted.from === 'server' && now.from !== 'server') notCompared.push(`What ${key} shows: the server writes its query in words of its own.`);
      else anew.add(key);
    }
  }
  const stays = new Map(all.flatMap(({ key, now: old, wanted: made }) => (old && made ? [[key, old] as const] : [])));
  for (const [key, old] of stays) if (readsDisturbed(old, now, disturbed)) anew.add(key);
  for (let grown = true; grown;) {
    grown = false;
    for (const [key, old] of stays) {
      if (anew.has(key) || !lastKnown(now.readBy(old)).some((read) => anew.has(nameOf(read)))) continue;
      anew.add(key);
      grown = true;
    }
  }
  const changes: Change[] = [];
  const made: Relation[] = [];
  const released: Relation[] = [];
  for (const pair of all) {
    if (!pair.wanted) {
      if (pair.now) changes.push(change('drop view', `drop ${kindOf(pair.now).toLowerCase()} ${pair.key}`, dropSql(pair.now)));
    } else if (!pair.now || anew.has(pair.key)) {
      if (wanted.queryOf(pair.wanted) === undefined && (!pair.now || now.queryOf(pair.now) === undefined)) {
        notCompared.push(`${kindOf(pair.wanted)[0] ?? ''}${kindOf(pair.wanted).slice(1).toLowerCase()} ${pair.key} is in the database and in no migration. Write it by hand: queries of views are not read from a database.`);
        continue;
      }
      if (pair.now) released.push(pair.now);
      made.push(pair.wanted);
    } else changes.push(...indexChanges({ now: pair.now, wanted: pair.wanted }, new Set(), sides));
  }
  const query = (view: Relation) => {
    const there = stays.get(nameOf(view));
    const own = there && now.queryOf(there);
    const isLike = there && own !== undefined && readsShape(there, now) === readsShape(view, wanted);
    return (wanted.from === 'server' && isLike ? own : undefined) ?? wanted.queryOf(view) ?? own ?? '';
  };
  return {
    cannot: [], notCompared,
    changes: [
      ...inOrder(released, now).toReversed().map((view) => change('release', `drop ${kindOf(view).toLowerCase()} ${nameOf(view)} as it was`, dropSql(view))),
      ...inOrder(made, wanted).map((view) => change('view', `add ${kindOf(view).toLowerCase()} ${nameOf(view)}`,
        `CREATE ${kindOf(view)} ${nameOf(view)} AS ${query(view)}${view.unpopulated ? ' WITH NO DATA' : ''}`, ...ownIndexes(view, wanted).flatMap((index) => createIndex(index, view).sql))),
      ...dropsInOrder(changes.filter(({ stage }) => stage === 'drop view'), all.flatMap(({ now: old, wanted: there }) => (old && !there ? [old] : [])), now),
      ...changes.filter(({ stage }) => stage !== 'drop view'),
    ],
  };
}

function viewsIn(catalog: Catalog, { scope }: Sides): readonly Relation[] {
  return relationsIn(catalog, scope).filter(({ type }) => type === 'view' || type === 'matview');
}

function readsDisturbed(view: Relation, catalog: Catalog, disturbed: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return lastKnown(catalog.readBy(view)).some((read) => {
    const columns = disturbed.get(nameOf(read));
    return columns !== undefined && lastKnown(catalog.viewsOn(read)).some((one) => one.relation.id === view.id && one.columns.some((column) => columns.has(column)));
  });
}

/** What a view reads comes before it. */
function inOrder(views: readonly Relation[], catalog: Catalog): readonly Relation[] {
  const done: Relation[] = [];
  const put = (view: Relation, above: readonly Relation[]) => {
    if (done.includes(view) || above.includes(view)) return;
    for (const read of lastKnown(catalog.readBy(view))) {
      const other = views.find(({ id }) => id === read.id);
      if (other) put(other, [...above, view]);
    }
    done.push(view);
  };
  for (const view of views) put(view, []);
  return done;
}

function dropsInOrder(changes: readonly Change[], views: readonly Relation[], catalog: Catalog): readonly Change[] {
  const order = inOrder(views, catalog).toReversed().map(dropSql);
  return changes.toSorted((a, b) => order.indexOf(a.sql[0] ?? '') - order.indexOf(b.sql[0] ?? ''));
}

function kindOf({ type }: Relation): string {
  return type === 'matview' ? 'MATERIALIZED VIEW' : 'VIEW';
}

function dropSql(view: Relation): string {
  return `DROP ${kindOf(view)} ${nameOf(view)}`;
}

function formOf(query: string): string {
  return statementForm(query.replace(/\s+WITH\s+(?:(?:LOCAL|CASCADED)\s+)?CHECK\s+OPTION\s*$/i, ' /* checked */')) + (/CHECK\s+OPTION\s*$/i.test(query) ? ' checked' : '');
}

/** What a view reads, and which of its columns: two views that differ in this differ for sure. */
function readsShape(view: Relation, catalog: Catalog): string {
  return lastKnown(catalog.readBy(view)).map((read) => {
    const columns = lastKnown(catalog.viewsOn(read)).find(({ relation }) => relation.id === view.id)?.columns ?? [];
    return `${nameOf(read)} ${columns.toSorted().join(', ')}`;
  }).sort().join('; ');
}
