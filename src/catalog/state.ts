import type { Inlined, Volatility } from '../operations/kinds/routine.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Doubt } from './doubt.ts';
import { HISTORY_INCOMPLETE } from './doubt.ts';
import { Layers } from './layers.ts';
import type { DoubtRecord, NameRecord, Part, RelationRecord, TypeRecord } from './record.ts';

/** A function or procedure that the history made, with the statement that did. `arguments` tell those of one name apart. */
export interface Routine {
  readonly schema: string;
  readonly name: string;
  readonly arguments: readonly string[];
  readonly volatility: Volatility;
  readonly definition: string;
  readonly inlined?: Inlined;
}

/** All that a catalog holds. `complete`: the history begins with an empty database, so that what it never made is absent. */
export interface State {
  readonly complete: boolean;
  readonly clock: number;
  readonly records: Layers<RelationRecord>;
  /** By `schema.name`. */
  readonly names: Layers<NameRecord>;
  readonly types: Layers<TypeRecord>;
  /** Ids of the tables with a constraint of this `schema.name`. */
  readonly constraintNames: Layers<readonly string[]>;
  /** By name alone. */
  readonly functions: Layers<readonly Routine[]>;
  readonly schemas: Layers<SchemaRecord>;
  readonly extensions: Layers<string>;
  /** Doubts about names, by `schema.name`, or `.name` where no schema was said. */
  readonly nameDoubts: Layers<DoubtRecord>;
  readonly anything?: DoubtRecord;
  readonly temporary: boolean;
  /** A name in the schema of temporary objects has been spoken of, so that names are looked up there as well. */
  readonly spokeOfTemporary: boolean;
}

/** `whole`: the history made it, so that it knows all that is in it. */
export interface SchemaRecord { readonly name: string; readonly exists: boolean; readonly whole: boolean }

export const TEMPORARY = 'pg_temp';

export function keyOf(schema: string, name: string): string {
  return `${schema}.${name}`;
}

export function emptyState(complete: boolean): State {
  return {
    complete, clock: 0, records: new Layers(), names: new Layers(), types: new Layers(), constraintNames: new Layers(),
    functions: new Layers(), extensions: new Layers(), schemas: new Layers(new Map([['public', { name: 'public', exists: true, whole: complete }]])), nameDoubts: new Layers(), temporary: false, spokeOfTemporary: false,
  };
}

/** Where a name is looked up, in order. */
function schemasFor({ schema }: Pick<ObjectName, 'schema'>, searchPath: readonly string[], { spokeOfTemporary }: State): readonly string[] {
  if (schema !== undefined) return [schema];
  return spokeOfTemporary || searchPath.length === 0 ? [TEMPORARY, ...searchPath] : searchPath;
}

/** An object by its name, or why there is none: `absent` once the history dropped it or is known to be whole. */
export type Found<T> =
  | { readonly kind: 'found'; readonly it: T; readonly doubt?: Doubt }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly doubt: Doubt };

interface Entry<T> { readonly it?: T; readonly at: number }

/** Looks a name up through the schemas; `entryOf` knows relations or types by their key. */
export function lookUp<T>(
  state: State, name: Pick<ObjectName, 'schema' | 'name'>, searchPath: readonly string[], entryOf: (key: string) => Entry<T> | undefined,
): Found<T> {
  const schemas = schemasFor(name, searchPath, state);
  let droppedAt = -1;
  for (const schema of schemas) {
    const entry = entryOf(keyOf(schema, name.name));
    if (entry?.it !== undefined) return { kind: 'found', it: entry.it, doubt: doubtAboutName(state, schema, name.name, entry.at) };
    if (entry) droppedAt = Math.max(droppedAt, entry.at);
  }
  for (const schema of schemas) {
    const doubt = doubtAboutName(state, schema, name.name, droppedAt);
    if (doubt) return { kind: 'unknown', doubt };
  }
  const isAbsent = droppedAt >= 0 || schemas.every((schema) => isWhole(state, schema));
  return isAbsent ? { kind: 'absent' } : { kind: 'unknown', doubt: HISTORY_INCOMPLETE };
}

export function findRelation(state: State, name: Pick<ObjectName, 'schema' | 'name'>, searchPath: readonly string[]): Found<RelationRecord> {
  const found = lookUp(state, name, searchPath, (key) => {
    const entry = state.names.get(key);
    return entry && { it: entry.id === undefined ? undefined : state.records.get(entry.id), at: entry.at };
  });
  if (found.kind !== 'found') return found;
  const { it, doubt } = found;
  return { kind: 'found', it, doubt: doubtAboutPart(state, it, 'all', undefined, it.at) ?? doubt };
}

/** A doubt about the existence of a name, younger than `since`. */
export function doubtAboutName(state: State, schema: string, name: string, since: number): Doubt | undefined {
  const { anything, nameDoubts } = state;
  if (anything && anything.at > since) return anything.doubt;
  if (nameDoubts.isEmpty) return undefined;
  const own = nameDoubts.get(keyOf(schema, name));
  if (own && own.at > since) return own.doubt;
  const anywhere = nameDoubts.get(keyOf('', name));
  return anywhere && anywhere.at > since ? anywhere.doubt : undefined;
}

/** A doubt about a part of a relation, or about one `name` in that part, younger than `since`. */
export function doubtAboutPart(state: State, record: RelationRecord, part: Part, name: string | undefined, since: number): Doubt | undefined {
  if (state.anything && state.anything.at > since) return state.anything.doubt;
  if (record.doubts.length === 0) return undefined;
  return record.doubts.find((doubt) => doubt.at > since
    && (doubt.part === 'all' || doubt.part === part)
    && (name === undefined || doubt.name === undefined || doubt.name === name))?.doubt;
}

function isWhole({ complete, schemas }: State, schema: string): boolean {
  if (schema === 'pg_catalog' || schema === 'information_schema') return false;
  return schema === TEMPORARY || (schemas.get(schema)?.whole ?? complete);
}

/**
 * Whether something older may stand where IF NOT EXISTS makes something. That the history may begin in the middle is no
 * reason, nor is unread code that may have done anything: the words guard against running twice. Where unread code
 * speaks of this name, it may be older.
 */
export function doubtOfEarlier(found: Found<unknown>): Doubt | undefined {
  return found.kind === 'unknown' && found.doubt.about !== 'anything' ? found.doubt : undefined;
}
