import type { Asking } from './asking.ts';
import type { Blocker } from './blockers.ts';
import { blockersOf } from './blockers.ts';

/** Runs something on one connection and looks from another who keeps it waiting: afterwards nobody could say any more. */
export async function watched<T>(run: () => Promise<T>, { asking, pid, every }: { readonly asking: Asking; readonly pid: number; readonly every: number }, seen: (blockers: readonly Blocker[]) => void): Promise<T> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const lookAfter = (delay: number) => {
    timer = setTimeout(() => {
      looking = blockersOf(asking, pid)
        .then((blockers) => void (blockers.length > 0 && seen(blockers)), () => undefined)
        .then(() => void (!over && lookAfter(delay * 1.5)));
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
