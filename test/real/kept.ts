import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LockMode, Major } from '../../src/effects/effect.ts';
import type { Fact } from '../../src/rule/fact.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import { hashOf } from '../../src/text/hash.ts';
import type { ColumnSeen, Columns, Left, ScriptSeen, Seen } from './seen.ts';

/** All scripts of a project, and what they left. */
export interface Runs { readonly scripts: readonly ScriptSeen[]; readonly left: Left }

/** What a server did, without what is read of the statements: it lasts as long as their texts and transactions do. */
interface Plain { readonly scripts: readonly PlainScript[]; readonly left: Left }

interface PlainScript {
  readonly relations: readonly RelationSeen[];
  readonly columns: readonly PlainColumns[];
  readonly seen: readonly PlainSeen[];
  readonly after: number;
}

type PlainSeen = Omit<Seen, 'fact' | 'scene' | 'columnsAfter'> & {
  readonly at: number;
  /** By their numbers in `relations`. */
  readonly there: readonly number[];
  readonly standing: readonly (readonly [string, number])[];
  /** By their numbers in `columns`. */
  readonly before: number;
  readonly after: number;
  readonly held: readonly (readonly [string, LockMode])[];
  readonly emptied: readonly string[];
  readonly lockTimeout: string;
};
type PlainColumns = readonly (readonly [string, readonly (readonly [string, ColumnSeen])[]])[];

/** Which run would show the same. */
export function keyOf(scripts: readonly (readonly Fact[])[], major: Major): string {
  return hashOf(JSON.stringify([major, scripts.map((facts) => facts.map(({ statement, session }) => [statement.sql.text, session.transaction?.id]))])).slice(0, 24);
}

/** A run that was kept in the folder; undefined: none. */
export function readKept(folder: string, key: string, scripts: readonly (readonly Fact[])[]): Runs | undefined {
  const path = `${folder}/${key}.json.gz`;
  if (!existsSync(path)) return undefined;
  const { scripts: kept, left } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Plain;
  return { left, scripts: kept.map((script, index) => fullScript(script, scripts[index] ?? [])) };
}

export function keep(folder: string, key: string, scripts: readonly (readonly Fact[])[], { scripts: runs, left }: Runs): void {
  mkdirSync(folder, { recursive: true });
  const plain: Plain = { left, scripts: runs.map((script, index) => plainScript(script, scripts[index] ?? [])) };
  writeFileSync(`${folder}/${key}.json.gz`, gzipSync(JSON.stringify(plain)));
}

function plainScript({ seen: all, after }: ScriptSeen, facts: readonly Fact[]): PlainScript {
  const relations = new Pool((relation: RelationSeen) => JSON.stringify(relation));
  const columns = new Pool((one: Columns) => one);
  const seen = all.map(({ fact, scene, columnsAfter, ...rest }): PlainSeen => ({
    ...rest,
    at: facts.indexOf(fact),
    there: [...scene.relations.values()].map((relation) => relations.numberOf(relation)),
    standing: [...scene.standing], held: [...scene.held], emptied: [...scene.emptied], lockTimeout: scene.lockTimeout,
    before: columns.numberOf(scene.columns), after: columns.numberOf(columnsAfter),
  }));
  const end = columns.numberOf(after);
  return { seen, after: end, relations: relations.all, columns: columns.all.map((one) => [...one].map(([oid, own]) => [oid, [...own]])) };
}

function fullScript({ relations, columns: plain, seen, after }: PlainScript, facts: readonly Fact[]): ScriptSeen {
  const columns = plain.map((one): Columns => new Map(one.map(([oid, own]) => [oid, new Map(own)])));
  const columnsOf = (number: number): Columns => columns[number] ?? new Map();
  return {
    after: columnsOf(after),
    seen: seen.flatMap(({ at, there, standing, before, after: then, held, emptied, lockTimeout, ...rest }): readonly Seen[] => {
      const fact = facts[at];
      if (!fact) return [];
      const scene = {
        relations: new Map(there.flatMap((number): readonly (readonly [string, RelationSeen])[] => { const one = relations[number]; return one ? [[one.oid, one]] : []; })),
        standing: new Map(standing), held: new Map(held), emptied: new Set(emptied), lockTimeout, columns: columnsOf(before),
      };
      return [{ ...rest, fact, scene, columnsAfter: columnsOf(then) }];
    }),
  };
}

/** Gives what is met again and again a number. */
class Pool<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<unknown, number>();
  readonly #keyOf: (one: T) => unknown;

  constructor(keyOf: (one: T) => unknown) {
    this.#keyOf = keyOf;
  }

  numberOf(one: T): number {
    const key = this.#keyOf(one);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    return this.all.push(one) - 1;
  }
}
