import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Relation } from '../catalog/object.ts';
import { quoteLiteral, quoteName } from '../sql/quote.ts';
import type { Change, Comparison } from './change.ts';
import { NOTHING, change, sure, together } from './change.ts';
import { attachedChanges } from './attached.ts';
import { alter, columnChanges, commentOn } from './columns.ts';
import { addConstraint, constraintChanges, ownConstraints } from './constraints.ts';
import { createIndex, indexChanges, ownIndexes } from './indexes.ts';
import type { Sides } from './sides.ts';
import { nameOf, relationsIn, tablesOf } from './sides.ts';
import { columnSql, constraintSql } from './words.ts';

/** Tables with all that is theirs. */
export function tableChanges(sides: Sides): Comparison {
  const { now, wanted, scope } = sides;
  const all = tablesOf(sides);
  const made = inOrder(all.flatMap((pair) => (pair.wanted && !pair.now ? [pair.wanted] : [])), wanted);
  const gone = inOrder(all.flatMap((pair) => (pair.now && !pair.wanted ? [pair.now] : [])), now).toReversed();
  const there = new Set(relationsIn(now, scope).map(nameOf));
  const parts: readonly Comparison[] = [
    ...made.map((table) => {
      const created = createTable(table, there, sides);
      there.add(nameOf(table));
      return created;
    }),
    ...all.map((pair) => (pair.now && pair.wanted ? alterTable({ now: pair.now, wanted: pair.wanted }, sides) : NOTHING)),
    ...gone.map((table) => sure(dropTable(table, sides))),
  ];
  return together(parts);
}

/** What a table references, inherits from or is a part of comes before it. */
function inOrder(tables: readonly Relation[], catalog: Catalog): readonly Relation[] {
  const done: Relation[] = [];
  const put = (table: Relation, above: readonly Relation[]) => {
    if (done.includes(table) || above.includes(table)) return;
    const needed = [...catalog.parentsOf(table).map(({ id }) => id), ...ownConstraints(table, catalog).flatMap(({ references }) => references ?? [])];
    for (const other of tables) if (needed.includes(other.id)) put(other, [...above, table]);
    done.push(table);
  };
  for (const table of tables.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) put(table, []);
  return done;
}

function createTable(table: Relation, there: ReadonlySet<string>, sides: Sides): Comparison {
  const { wanted } = sides;
  const name = nameOf(table);
  const inherited = wanted.inheritedIn(table);
  const columns = lastKnown(wanted.columns(table)).filter((column) => !inherited.has(`column ${column.name}`));
  const own = ownConstraints(table, wanted);
  const isLater = (references: string | undefined) => {
    const referenced = references === undefined ? undefined : wanted.byId(references);
    return referenced !== undefined && referenced.id !== table.id && !there.has(nameOf(referenced));
  };
  const inside = own.filter(({ references }) => !isLater(references)).toSorted((a, b) => RANK[a.type] - RANK[b.type]);
  const lines = [
    ...columns.map((column) => columnSql(column, table, wanted)),
    ...inside.map((constraint) => `CONSTRAINT ${quoteName(constraint.name)} ${constraintSql(constraint, wanted)}`),
  ];
  const sql = `CREATE ${table.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${name}${partitionSql(table, wanted)}${bodyOf(lines, table, wanted)}${parentsSql(table, wanted)}${divisionSql(table, wanted)}`;
  const attached = attachedChanges(table, undefined, sides);
  return {
    cannot: attached.cannot, notCompared: attached.notCompared,
    changes: [
      change('table', `add table ${name}`, sql),
      ...own.filter(({ references }) => isLater(references)).map((constraint) => addConstraint(constraint, table, wanted)),
      ...ownIndexes(table, wanted).map((index) => ({ ...createIndex(index, table), stage: 'table' as const })),
      ...(table.comment === undefined ? [] : [commentOnTable(table)]),
      ...columns.filter(({ comment }) => comment !== undefined).map((column) => commentOn(column, table)),
      ...attached.changes,
    ],
  };
}

const RANK = { 'primary key': 0, 'unique': 1, 'exclude': 2, 'check': 3, 'foreign key': 4, 'not null': 5 } as const;

function bodyOf(lines: readonly string[], table: Relation, catalog: Catalog): string {
  if (lines.length === 0) return catalog.partitionOf(table) ? '' : ' ()';
  return ` (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
}

function partitionSql(table: Relation, catalog: Catalog): string {
  const of = catalog.partitionOf(table);
  const parent = of && catalog.byId(of.parent);
  return parent ? ` PARTITION OF ${nameOf(parent)}` : '';
}

function parentsSql(table: Relation, catalog: Catalog): string {
  const of = catalog.partitionOf(table);
  if (of) return ` ${of.bound ?? 'DEFAULT'}`;
  const parents = catalog.parentsOf(table);
  return parents.length > 0 ? ` INHERITS (${parents.map(nameOf).join(', ')})` : '';
}

function divisionSql(table: Relation, catalog: Catalog): string {
  const division = catalog.partitioning(table);
  return division ? ` PARTITION BY ${division.text}` : '';
}

function dropTable(table: Relation, { now, wanted, scope }: Sides): readonly Change[] {
  const of = now.partitionOf(table);
  const parent = of && now.byId(of.parent);
  const goesWith = parent !== undefined && !relationsIn(wanted, scope).some((one) => nameOf(one) === nameOf(parent));
  if (goesWith) return [];
  const inner = ownConstraints(table, now).filter(({ type, references }) => type === 'foreign key' && references !== table.id && inCircle(table, references, now));
  return [
    ...inner.map(({ name }) => change('drop table', `drop foreign key ${quoteName(name)} of ${nameOf(table)}`, `${alter(table)} DROP CONSTRAINT ${quoteName(name)}`)).map((one) => ({ ...one, stage: 'drop column' as const })),
    change('drop table', `drop table ${nameOf(table)}`, `DROP TABLE ${nameOf(table)}`),
  ];
}

/** Tables that reference each other can only be dropped once one of them does so no longer. */
function inCircle(table: Relation, references: string | undefined, catalog: Catalog): boolean {
  const other = references === undefined ? undefined : catalog.byId(references);
  return other !== undefined && ownConstraints(other, catalog).some((one) => one.references === table.id);
}

function alterTable(tables: { readonly now: Relation; readonly wanted: Relation }, sides: Sides): Comparison {
  const { now, wanted: table } = tables;
  const name = nameOf(table);
  if (now.type !== table.type) {
    return { ...NOTHING, cannot: [`${name} is to be ${table.type === 'partitioned' ? 'partitioned' : 'a plain table'} and is not: its rows would have to move. Make the new table beside it under another name.`] };
  }
  const parentage = [sides.now, sides.wanted].map((catalog, at) => catalog.parentsOf(at === 0 ? now : table).map(nameOf).sort().join(', '));
  const bounds = [sides.now.partitionOf(now)?.bound, sides.wanted.partitionOf(table)?.bound];
  const [columns, attached] = [columnChanges(tables, sides), attachedChanges(table, now, sides)];
  const gone = new Set(droppedColumns(tables, sides));
  return {
    cannot: [...(parentage[0] === parentage[1] ? [] : [`${name} is to be below ${parentage[1] || 'no table'} and is below ${parentage[0] || 'none'}. Write by hand how it moves: ATTACH, DETACH, INHERIT or NO INHERIT.`]), ...columns.cannot, ...attached.cannot],
    notCompared: [...(words(bounds[0]) === words(bounds[1]) ? [] : [`Which rows ${name} takes: ${bounds[0] ?? ''} here, ${bounds[1] ?? ''} there, which may be the same in two writings.`]), ...columns.notCompared, ...attached.notCompared],
    changes: [
      ...(now.persistence === table.persistence ? [] : [change('alter column', `make ${name} ${table.persistence}`, `${alter(table)} SET ${table.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`)]),
      ...columns.changes,
      ...constraintChanges(tables, gone, sides),
      ...indexChanges(tables, gone, sides),
      ...((now.comment ?? '') === (table.comment ?? '') ? [] : [commentOnTable(table)]),
      ...attached.changes,
    ],
  };
}

function words(bound: string | undefined): string {
  return (bound ?? '').toLowerCase().replace(/\s+/g, '');
}

function droppedColumns({ now, wanted }: { readonly now: Relation; readonly wanted: Relation }, sides: Sides): readonly string[] {
  const stays = new Set(lastKnown(sides.wanted.columns(wanted)).map(({ name }) => name));
  return lastKnown(sides.now.columns(now)).map(({ name }) => name).filter((name) => !stays.has(name));
}

function commentOnTable(table: Relation): Change {
  return change('comment', `comment on ${nameOf(table)}`, `COMMENT ON TABLE ${nameOf(table)} IS ${table.comment === undefined ? 'NULL' : quoteLiteral(table.comment)}`);
}
