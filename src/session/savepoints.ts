/** The latest open savepoint of a transaction, what was true as it was set, and those before it: thousands cost no more than one each. */
export interface Savepoints<T> {
  readonly name: string;
  readonly kept: T;
  readonly older: Savepoints<T> | undefined;
  /** How many are open, this one among them. */
  readonly open: number;
}

export function withSavepoint<T>(older: Savepoints<T> | undefined, name: string, kept: T): Savepoints<T> {
  return { name, kept, older, open: (older?.open ?? 0) + 1 };
}

/** The latest of a name, on top of those before it. */
export function savepointOf<T>(latest: Savepoints<T> | undefined, name: string): Savepoints<T> | undefined {
  let at = latest;
  while (at && at.name !== name) at = at.older;
  return at;
}
