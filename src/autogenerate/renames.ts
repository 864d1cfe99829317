import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Relation } from '../catalog/object.ts';
import { readStatement } from '../operations/read.ts';
import { newSession } from '../session/connection.ts';
import { quoteName } from '../sql/quote.ts';
import { typeShape } from './same.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs, tablesOf } from './sides.ts';

/** Something that may have another name by now: "users.mail" and "users.email", "users" and "people". */
export interface Rename { readonly kind: 'table' | 'column'; readonly from: string; readonly to: string }

/** What is missing and what is new, where the one may be the other: columns of one table and one type, tables of the same columns. */
export function possibleRenames(sides: Sides): readonly Rename[] {
  const { now, wanted } = sides;
  const tables = tablesOf(sides);
  const gone = tables.flatMap((one) => (one.now && !one.wanted ? [one.now] : []));
  const made = tables.flatMap((one) => (one.wanted && !one.now ? [one.wanted] : []));
  return [
    ...gone.flatMap((old) => made.filter((table) => table.type === old.type && shapeOf(table, wanted) === shapeOf(old, now)).map((table): Rename => ({ kind: 'table', from: nameOf(old), to: nameOf(table) }))),
    ...tables.flatMap((one) => (one.now && one.wanted ? columnsOf({ now: one.now, wanted: one.wanted }, now, wanted) : [])),
  ];
}

function shapeOf(table: Relation, catalog: Catalog): string {
  return lastKnown(catalog.columns(table)).map((column) => `${column.name} ${typeShape(column)}`).sort().join(', ');
}

function columnsOf(table: { readonly now: Relation; readonly wanted: Relation }, now: Catalog, wanted: Catalog): readonly Rename[] {
  const columns = pairs(lastKnown(now.columns(table.now)), lastKnown(wanted.columns(table.wanted)), ({ name }) => name);
  const gone = columns.flatMap((one) => (one.now && !one.wanted && !now.inheritedIn(table.now).has(`column ${one.key}`) ? [one.now] : []));
  const made = columns.flatMap((one) => (one.wanted && !one.now ? [one.wanted] : []));
  const name = (column: string) => `${nameOf(table.wanted)}.${quoteName(column)}`;
  return gone.flatMap((old) => made.filter((column) => typeShape(column) === typeShape(old)).map((column): Rename => ({ kind: 'column', from: name(old.name), to: name(column.name) })));
}

/** The statement that renames. */
export function renameSql({ kind, from, to }: Rename): string {
  if (kind === 'table') return `ALTER TABLE ${from} RENAME TO ${lastPart(to)}`;
  return `ALTER TABLE ${from.slice(0, from.length - lastPart(from).length - 1)} RENAME COLUMN ${lastPart(from)} TO ${lastPart(to)}`;
}

/** The last part of a name: `"a.b"` is one. */
export function lastPart(name: string): string {
  return /(?:"(?:[^"]|"")*"|[^."]+)$/.exec(name)?.[0] ?? name;
}

export function reversed({ kind, from, to }: Rename): Rename {
  return { kind, from: to, to: from };
}

/** The catalog when these statements have run on it. */
export function afterStatements(statements: readonly string[], catalog: Catalog): Catalog {
  let session = newSession({ settings: {} });
  let after = catalog;
  statements.forEach((sql, statement) => {
    const { operations } = readStatement(sql);
    after = after.after(operations, { script: 'autogenerate#up', transaction: undefined, statement }, session);
    session = session.after(operations);
  });
  return after;
}
