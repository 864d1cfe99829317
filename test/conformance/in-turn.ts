/** Two cores, two servers at work at a time. */
const AT_ONCE = 2;

/** Does it for each, some at once. */
export async function inTurn<T>(all: readonly T[], does: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await does(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
