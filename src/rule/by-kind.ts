import type { StatementAt } from '../migrations/migration.ts';
import type { Kind, Operation, OperationOf } from '../operations/operation.ts';
import type { Fact } from './fact.ts';
import { withRuns } from './fact.ts';
import { perScript } from './per-script.ts';

/** An operation as it is written, of which nobody has asked what it does. */
export interface Written<K extends Kind> { readonly operation: OperationOf<K>; readonly at: StatementAt }

/** An operation with the facts of its statement. */
export interface Told<K extends Kind> extends Written<K> { readonly fact: Fact }

/** Operations of one script in order. Finding those of a kind costs nothing that grows with the others. */
export class ByKind<E extends { readonly operation: Operation; readonly at: StatementAt }> {
  readonly #all: readonly E[];
  readonly #places = new Map<Kind, number[]>();

  constructor(all: readonly E[]) {
    this.#all = all;
    all.forEach(({ operation: { kind } }, place) => {
      const places = this.#places.get(kind);
      if (places) places.push(place);
      else this.#places.set(kind, [place]);
    });
  }

  of<const K extends Kind>(...kinds: readonly K[]): readonly (E & { readonly operation: OperationOf<K> })[] {
    return this.#among(kinds, 0, this.#all.length);
  }

  /** Those of one statement. */
  in<const K extends Kind>({ index }: StatementAt, ...kinds: readonly K[]): readonly (E & { readonly operation: OperationOf<K> })[] {
    return this.#among(kinds, this.#first(index), this.#first(index + 1));
  }

  /** Those of statements before it. */
  before<const K extends Kind>({ index }: StatementAt, ...kinds: readonly K[]): readonly (E & { readonly operation: OperationOf<K> })[] {
    return this.#among(kinds, 0, this.#first(index));
  }

  /** Those of statements after it. */
  after<const K extends Kind>({ index }: StatementAt, ...kinds: readonly K[]): readonly (E & { readonly operation: OperationOf<K> })[] {
    return this.#among(kinds, this.#first(index + 1), this.#all.length);
  }

  #among<K extends Kind>(kinds: readonly K[], from: number, to: number): readonly (E & { readonly operation: OperationOf<K> })[] {
    const ofEach = kinds.map((kind) => within(this.#places.get(kind) ?? [], from, to));
    const [only = []] = ofEach;
    const places = ofEach.length === 1 ? only : ofEach.flat().sort((a, b) => a - b);
    return places.flatMap((place) => {
      const one = this.#all[place];
      return one && isOf(one, kinds) ? [one] : [];
    });
  }

  /** The place of the first operation of that statement or a later one. */
  #first(index: number): number {
    return lowest(0, this.#all.length, (place) => (this.#all[place]?.at.index ?? index) >= index);
  }
}

function within(places: readonly number[], from: number, to: number): readonly number[] {
  const reaches = (limit: number) => lowest(0, places.length, (one) => (places[one] ?? limit) >= limit);
  return places.slice(reaches(from), reaches(to));
}

/** By halving: `holds` is false up to a number, and true from there on. */
function lowest(from: number, to: number, holds: (number: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isOf<E extends { readonly operation: Operation }, K extends Kind>(one: E, kinds: readonly K[]): one is E & { readonly operation: OperationOf<K> } {
  return kinds.some((kind) => kind === one.operation.kind);
}

/** The operations of a script, those that code runs among them. */
export const operationsIn = perScript((facts) => new ByKind<Told<Kind>>(
  facts.flatMap(withRuns).flatMap((fact) => fact.reading.operations.map((operation) => ({ operation, at: fact.at, fact })))));
