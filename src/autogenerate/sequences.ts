import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Relation } from '../catalog/object.ts';
import type { SequenceOptions } from '../operations/kinds/sequence.ts';
import { quoteName } from '../sql/quote.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Scope, Sides } from './sides.ts';
import { lastOf, nameOf, pairs, relationNamed, relationsIn, tablesOf } from './sides.ts';
import { isSerial, numbering } from './words.ts';

/** Sequences that stand for themselves: not those that an identity or serial column brings. */
export function sequenceChanges(sides: Sides): readonly Change[] {
  const { now, wanted, scope } = sides;
  const theirs = ofSameColumns(sides);
  const own = (catalog: Catalog) => standing(catalog, scope).filter(({ id }) => !theirs.has(id));
  return pairs(own(now), own(wanted), nameOf).flatMap(({ key, now: old, wanted: made }): readonly Change[] => {
    if (!made) return old && !goesAlong(old, sides) ? [change('drop sequence', `drop sequence ${key}`, `DROP SEQUENCE ${key}`)] : [];
    const owner = ownerText(made, wanted);
    if (!old) {
      return [
        change('sequence', `add sequence ${key}`, `CREATE SEQUENCE ${key}${optionsText(wanted.optionsOf(made) ?? {}, {})}`),
        ...(owner === 'NONE' ? [] : [change('constraint', `give sequence ${key} to ${owner}`, `ALTER SEQUENCE ${key} OWNED BY ${owner}`)]),
      ];
    }
    const options = optionsText(wanted.optionsOf(made) ?? {}, now.optionsOf(old) ?? {});
    return [
      ...(options === '' ? [] : [change('sequence', `change sequence ${key}`, `ALTER SEQUENCE ${key}${options}`)]),
      ...(owner === ownerText(old, now) ? [] : [change('constraint', `give sequence ${key} to ${owner}`, `ALTER SEQUENCE ${key} OWNED BY ${owner}`)]),
    ];
  });
}

function standing(catalog: Catalog, scope: Scope): readonly Relation[] {
  return relationsIn(catalog, scope).filter((relation) => relation.type === 'sequence' && !isOfColumn(relation, catalog, scope));
}

/** It comes and goes with its column, or with a table that is left alone. */
function isOfColumn(sequence: Relation, catalog: Catalog, scope: Scope): boolean {
  const owner = catalog.ownerOf(sequence);
  const table = owner && catalog.byId(owner.table);
  if (!owner || !table) return false;
  if (scope.leavesAlone(table)) return true;
  const column = lastOf(catalog.column(table, owner.column));
  return column !== undefined && (column.identity || isSerial(column, table, catalog));
}

/** Those that number the same column on both sides, whatever they are called. */
function ofSameColumns(sides: Sides): ReadonlySet<string> {
  const { now, wanted } = sides;
  return new Set(tablesOf(sides).flatMap((table) => (table.now && table.wanted ? numberedIn({ now: table.now, wanted: table.wanted }, now, wanted) : [])));
}

function numberedIn(table: { readonly now: Relation; readonly wanted: Relation }, now: Catalog, wanted: Catalog): readonly string[] {
  return pairs(lastKnown(now.columns(table.now)), lastKnown(wanted.columns(table.wanted)), ({ name }) => name).flatMap((column) => {
    const [old, made] = [column.now && numbering(column.now, table.now, now), column.wanted && numbering(column.wanted, table.wanted, wanted)];
    return old && made ? [old.id, made.id] : [];
  });
}

/** A column of the wanted schema has it as its own, or its table is dropped. */
function goesAlong(old: Relation, { wanted, scope, now }: Sides): boolean {
  const there = relationNamed(wanted, old);
  if (there?.type === 'sequence' && isOfColumn(there, wanted, scope)) return true;
  const owner = now.ownerOf(old);
  const table = owner && now.byId(owner.table);
  return table !== undefined && relationNamed(wanted, table) === undefined;
}

function ownerText(sequence: Relation, catalog: Catalog): string {
  const owner = catalog.ownerOf(sequence);
  const table = owner && catalog.byId(owner.table);
  return owner && table ? `${nameOf(table)}.${quoteName(owner.column)}` : 'NONE';
}

/** What a sequence is unless it is told otherwise. https://www.postgresql.org/docs/current/sql-createsequence.html */
const USUAL: SequenceOptions = { as: 'int8', increment: '1', minvalue: '1', start: '1', cache: '1', cycle: 'false' };
const TYPES: Readonly<Record<string, string>> = { int2: 'smallint', int4: 'integer', int8: 'bigint' };

function optionsText(wanted: SequenceOptions, now: SequenceOptions): string {
  return ['as', 'increment', 'minvalue', 'maxvalue', 'start', 'cache', 'cycle'].flatMap((name) => {
    const [is, was] = [wanted[name] ?? USUAL[name], now[name] ?? USUAL[name]];
    return is === was ? [] : [optionText(name, is)];
  }).join('');
}

function optionText(name: string, value: string | undefined): string {
  switch (name) {
    case 'as': return ` AS ${TYPES[value ?? ''] ?? value ?? 'bigint'}`;
    case 'increment': return ` INCREMENT BY ${value ?? '1'}`;
    case 'start': return ` START WITH ${value ?? '1'}`;
    case 'cycle': return value === 'true' ? ' CYCLE' : ' NO CYCLE';
    default: return value === undefined ? ` NO ${name.toUpperCase()}` : ` ${name.toUpperCase()} ${value}`;
  }
}
