import type { Catalog } from '../catalog/catalog.ts';
import type { Known } from '../catalog/doubt.ts';
import type { Column, Relation } from '../catalog/object.ts';
import { quoteQualified } from '../sql/quote.ts';

/** Whose differences are asked for. */
export interface Scope {
  /** Things in other schemas are left alone. */
  readonly schemas: ReadonlySet<string>;
  /** A table that is left alone with all that hangs on it. */
  leavesAlone(relation: Pick<Relation, 'schema' | 'name'>): boolean;
  /** Columns keep the types that they have. */
  readonly leavesTypes?: boolean;
  /** What extensions brought, by schema and name with a dot between them. */
  readonly brought?: ReadonlySet<string>;
}

export function isBrought({ schema, name }: Pick<Relation, 'schema' | 'name'>, { brought }: Scope): boolean {
  return brought?.has(`${schema}.${name}`) === true;
}

/** What is there, and what is to be there. */
export interface Sides {
  readonly now: Catalog;
  readonly wanted: Catalog;
  readonly scope: Scope;
  /** May a column, as SQL has it ("orders.total"), be dropped and made anew where it cannot be changed? */
  anew?(column: string): boolean;
}

/** A thing that both sides have, or one of them. */
export interface Pair<T> { readonly key: string; readonly now: T | undefined; readonly wanted: T | undefined }

export function pairs<T>(now: readonly T[], wanted: readonly T[], keyOf: (one: T) => string): readonly Pair<T>[] {
  const [here, there] = [new Map(now.map((one) => [keyOf(one), one])), new Map(wanted.map((one) => [keyOf(one), one]))];
  return [...new Set([...here.keys(), ...there.keys()])].map((key) => ({ key, now: here.get(key), wanted: there.get(key) }));
}

/** The relations of a side that count, indexes and temporary ones left out. */
export function relationsIn(catalog: Catalog, scope: Scope): readonly Relation[] {
  const { schemas, leavesAlone } = scope;
  return catalog.relations().filter((relation) => relation.type !== 'index' && !isBrought(relation, scope) && relation.persistence !== 'temporary' && schemas.has(relation.schema) && !leavesAlone(relation));
}

/** The tables of both sides that count. */
export function tablesOf({ now, wanted, scope }: Sides): readonly Pair<Relation>[] {
  return pairs(relationsIn(now, scope).filter(isTable), relationsIn(wanted, scope).filter(isTable), nameOf);
}

export function isTable({ type }: Relation): boolean {
  return type === 'table' || type === 'partitioned';
}

/** As SQL has it where `public` is looked at first. */
export function nameOf({ schema, name }: Pick<Relation, 'schema' | 'name'>): string {
  return quoteQualified(schema === 'public' ? { name } : { schema, name });
}

/** What is known, or as it was when it last was. */
export function lastOf<T>(answer: Known<T>): T | undefined {
  return answer.known ? answer.value : answer.last;
}

/** The same relation of the other side, by its name. */
export function relationNamed(catalog: Catalog, { schema, name }: Pick<Relation, 'schema' | 'name'>): Relation | undefined {
  return catalog.relations().find((one) => one.schema === schema && one.name === name);
}

/** A column of a relation as it is known. */
export function columnNamed(relation: Relation, name: string, catalog: Catalog): Column | undefined {
  return lastOf(catalog.column(relation, name));
}
