import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LockMode, Major } from '../../src/effects/effect.ts';
import type { Fact } from '../../src/rule/fact.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import { hashOf } from '../../src/text/hash.ts';
import type { Seen } from './seen.ts';

/** What a server did, without what is read of the statements: it lasts as long as their texts and transactions do. */
interface Plain {
  readonly relations: readonly RelationSeen[];
  readonly seen: readonly PlainSeen[];
}

type PlainSeen = Omit<Seen, 'fact' | 'scene' | 'columnsAfter'> & {
  readonly at: number;
  /** By their numbers in `relations`. */
  readonly there: readonly number[];
  readonly standing: readonly (readonly [string, number])[];
  readonly columns: PlainColumns;
  readonly columnsAfter: PlainColumns;
  readonly held: readonly (readonly [string, LockMode])[];
  readonly emptied: readonly string[];
  readonly lockTimeout: string;
};
type PlainColumns = readonly (readonly [string, readonly string[]])[];

/** Which run would show the same. */
export function keyOf(scripts: readonly (readonly Fact[])[], major: Major): string {
  return hashOf(JSON.stringify([major, scripts.map((facts) => facts.map(({ statement, session }) => [statement.sql.text, session.transaction?.id]))])).slice(0, 24);
}

/** A run that was kept in the folder; undefined: none. */
export function readKept(folder: string, key: string, scripts: readonly (readonly Fact[])[]): readonly (readonly Seen[])[] | undefined {
  const path = `${folder}/${key}.json.gz`;
  if (!existsSync(path)) return undefined;
  const kept = JSON.parse(gunzipSync(readFileSync(path)).toString()) as readonly Plain[];
  return scripts.map((facts, index) => {
    const { relations = [], seen = [] } = kept[index] ?? {};
    return seen.flatMap((one) => {
      const fact = facts[one.at];
      return fact ? [full(one, fact, relations)] : [];
    });
  });
}

export function keep(folder: string, key: string, scripts: readonly (readonly Fact[])[], runs: readonly (readonly Seen[])[]): void {
  mkdirSync(folder, { recursive: true });
  const plain = runs.map((seen, index) => plainOf(seen, scripts[index] ?? []));
  writeFileSync(`${folder}/${key}.json.gz`, gzipSync(JSON.stringify(plain)));
}

function plainOf(all: readonly Seen[], facts: readonly Fact[]): Plain {
  const numbers = new Map<string, number>();
  const relations: RelationSeen[] = [];
  const numberOf = (relation: RelationSeen): number => {
    const key = JSON.stringify(relation);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, relations.length);
    return relations.push(relation) - 1;
  };
  const seen = all.map(({ fact, scene, columnsAfter, ...rest }): PlainSeen => ({
    ...rest,
    at: facts.indexOf(fact),
    there: [...scene.relations.values()].map(numberOf),
    standing: [...scene.standing], held: [...scene.held], emptied: [...scene.emptied], lockTimeout: scene.lockTimeout,
    columns: plainColumns(scene.columns), columnsAfter: plainColumns(columnsAfter),
  }));
  return { relations, seen };
}

function full({ at: _, there, standing, columns, columnsAfter, held, emptied, lockTimeout, ...rest }: PlainSeen, fact: Fact, relations: readonly RelationSeen[]): Seen {
  return {
    ...rest,
    fact,
    scene: {
      relations: new Map(there.flatMap((number) => { const one = relations[number]; return one ? [[one.oid, one]] : []; })),
      standing: new Map(standing), held: new Map(held), emptied: new Set(emptied), lockTimeout,
      columns: fullColumns(columns),
    },
    columnsAfter: fullColumns(columnsAfter),
  };
}

function plainColumns(columns: ReadonlyMap<string, ReadonlySet<string>>): PlainColumns {
  return [...columns].map(([oid, names]) => [oid, [...names]]);
}

function fullColumns(columns: PlainColumns): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(columns.map(([oid, names]) => [oid, new Set(names)]));
}
