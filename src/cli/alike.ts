/** Neighbours of one key together, in order. */
export function alike<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups: [T, ...T[]][] = [];
  let last: string | undefined;
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.at(-1);
    if (group && key === last) group.push(one);
    else groups.push([one]);
    last = key;
  }
  return groups;
}

/** "INSERT INTO orders, 3 times" */
export function times(words: string, count: number): string {
  return count === 1 ? words : `${words}, ${count} times`;
}
