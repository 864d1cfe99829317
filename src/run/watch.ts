/** Does something on one connection and looks at it from another meanwhile: afterwards nobody could say what kept it waiting. `every`: milliseconds before the first look; each later one comes `slower`. */
export async function watched<T>(run: () => Promise<T>, look: () => Promise<void>, { every, slower }: { readonly every: number; readonly slower: number }): Promise<T> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const lookAfter = (delay: number) => {
    timer = setTimeout(() => {
      looking = look().then(() => undefined, () => undefined).then(() => void (!over && lookAfter(delay * slower)));
    }, delay);
  };
  lookAfter(every);
  try {
    return await run();
  } finally {
    over = true;
    clearTimeout(timer);
    await looking;
  }
}
