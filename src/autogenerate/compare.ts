import type { Change, Comparison } from './change.ts';
import { lastKnown } from '../effects/moment.ts';
import { change, STAGES, together } from './change.ts';
import { routineChanges } from './routines.ts';
import { sequenceChanges } from './sequences.ts';
import { isRetyped } from './same.ts';
import type { Sides } from './sides.ts';
import { isTable, nameOf, relationsIn } from './sides.ts';
import { tableChanges } from './tables.ts';
import { typeChanges } from './types.ts';
import { viewChanges } from './views.ts';
import { quoteName } from '../sql/quote.ts';

/** In what the one catalog is otherwise than the other, and the statements that make it so, in an order in which they can run. */
export function compared(sides: Sides): Comparison {
  const parts = [
    typeChanges(sides), tableChanges(sides), viewChanges(sides, disturbed(sides)), routineChanges(sides, calledByTables(sides)),
    { changes: [...surroundings(sides), ...sequenceChanges(sides)], cannot: unresolved(sides), notCompared: [] },
  ];
  const all = together(parts);
  return { ...all, changes: inOrder(all.changes) };
}

function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.map((one, at) => ({ one, at })).toSorted((a, b) => STAGES.indexOf(a.one.stage) - STAGES.indexOf(b.one.stage) || a.at - b.at).map(({ one }) => one);
}

/** Schemas and extensions. */
function surroundings({ now, wanted, scope }: Sides): readonly Change[] {
  const missing = (ours: readonly string[], others: readonly string[]) => ours.filter((name) => !others.includes(name));
  const [schemas, extensions] = [[now.schemas(), wanted.schemas()], [now.extensions(), wanted.extensions()]].map(([a, b]) => [a ?? [], b ?? []] as const);
  if (!schemas || !extensions) return [];
  const counts = (name: string) => scope.schemas.has(name) && name !== 'public';
  return [
    ...missing(schemas[1], schemas[0]).filter(counts).map((name) => change('schema', `add schema ${name}`, `CREATE SCHEMA ${quoteName(name)}`)),
    ...missing(schemas[0], schemas[1]).filter(counts).map((name) => change('drop schema', `drop schema ${name}`, `DROP SCHEMA ${quoteName(name)}`)),
    ...missing(extensions[1], extensions[0]).map((name) => change('extension', `add extension ${name}`, `CREATE EXTENSION ${quoteName(name)}`)),
    ...missing(extensions[0], extensions[1]).map((name) => change('drop extension', `drop extension ${name}`, `DROP EXTENSION ${quoteName(name)}`)),
  ];
}

/** Columns that get another type or go: a view that reads one has to be made anew. */
function disturbed({ now, wanted, scope }: Sides): ReadonlyMap<string, ReadonlySet<string>> {
  const there = new Map(relationsIn(wanted, scope).map((relation) => [nameOf(relation), relation]));
  return new Map(relationsIn(now, scope).filter(isTable).map((table) => {
    const wantedTable = there.get(nameOf(table));
    const columns = new Map((wantedTable ? lastKnown(wanted.columns(wantedTable)) : []).map((column) => [column.name, column]));
    const touched = lastKnown(now.columns(table)).filter((column) => {
      const other = columns.get(column.name);
      return !other || isRetyped(column, other, scope);
    });
    return [nameOf(table), new Set(touched.map(({ name }) => name))];
  }));
}

/** Functions that expressions of tables call, by name. */
function calledByTables({ wanted, scope }: Sides): ReadonlySet<string> {
  const expressions = relationsIn(wanted, scope).filter(isTable).flatMap((table) => [
    ...lastKnown(wanted.columns(table)).flatMap(({ fallback, generated }) => [...(fallback ? [fallback] : []), ...(generated ? [generated.as] : [])]),
    ...lastKnown(wanted.constraints(table)).flatMap(({ check }) => check ?? []),
    ...lastKnown(wanted.indexes(table)).flatMap(({ keys, where }) => [...keys.map(({ expression }) => expression), ...(where ? [where] : [])]),
  ]);
  return new Set(expressions.flatMap(({ calls }) => calls).map((name) => name.slice(name.lastIndexOf('.') + 1)));
}

/** Foreign keys to what the wanted schema does not have. */
function unresolved({ wanted, scope }: Sides): readonly string[] {
  return relationsIn(wanted, scope).filter(isTable).flatMap((table) => lastKnown(wanted.constraints(table)).flatMap(({ type, name, references }) => {
    const isThere = references !== undefined && wanted.byId(references) !== undefined;
    return type !== 'foreign key' || isThere ? [] : [`Foreign key ${quoteName(name)} of ${nameOf(table)} references a table that is not there when it is made. Make that one first.`];
  }));
}
