/** Of what is gone, what is there under another name: what says the same, each once. */
export function renamedAmong<T>(gone: readonly T[], made: readonly T[], isSame: (old: T, one: T) => boolean): ReadonlyMap<T, T> {
  const left = new Set(made);
  const renamed = new Map<T, T>();
  for (const old of gone) {
    const same = [...left].find((one) => isSame(old, one));
    if (same === undefined) continue;
    renamed.set(old, same);
    left.delete(same);
  }
  return renamed;
}
