import type { Value } from './value.ts';

/** A list or a dict of Python by what was written in it: each that Python makes is one of its own, whoever holds it. */
type Identity = readonly unknown[];

function identityOf(value: Value): Identity | undefined {
  if (value.kind === 'list') return value.items;
  return value.kind === 'dict' ? value.entries : undefined;
}

export function isOneObject(one: Value, other: Value): boolean {
  const identity = identityOf(one);
  return identity !== undefined && identity === identityOf(other);
}

/** What lists, sets and dicts hold by now that were changed after somebody took hold of them: `b = a`, or the parameter of a function. */
export class Contents {
  readonly #now: Map<Identity, Value>;

  constructor(now: Iterable<readonly [Identity, Value]> = []) {
    this.#now = new Map(now);
  }

  /** The same where the value stands, as it is by now. */
  of(value: Value): Value {
    let latest = value;
    for (let next = this.#after(latest); next; next = this.#after(latest)) latest = next;
    return latest === value ? value : { ...latest, place: value.place };
  }

  change(before: Value, after: Value): void {
    const identity = identityOf(before);
    if (identity && !isOneObject(before, after)) this.#now.set(identity, after);
  }

  /** As they are here, for a branch that others need not have taken. */
  apart(): Contents {
    return new Contents(this.#now);
  }

  /** With what any of the branches has changed. */
  static joined(branches: readonly Contents[]): Contents {
    return new Contents(branches.flatMap((branch) => [...branch.#now]));
  }

  #after(value: Value): Value | undefined {
    const identity = identityOf(value);
    return identity && this.#now.get(identity);
  }
}
