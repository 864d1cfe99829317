import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';

const HOUR = 60 * 60 * 1000;

/**
 * Builds a folder beside its place and renames it there, so that nobody ever sees half of it. Of several at once the
 * first one's stays and all use it.
 */
export async function placeOnce(place: string, isThere: () => boolean, build: (fresh: string) => Promise<void>): Promise<void> {
  if (isThere()) return;
  removeLeftovers(place);
  const fresh = `${place}.${randomBytes(6).toString('hex')}.new`;
  try {
    await build(fresh);
    await rename(fresh, place);
  } catch (error) {
    if (!isThere()) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Of a builder that was killed. A younger one may still be at work. */
function removeLeftovers(place: string): void {
  const folder = path.dirname(place);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(place)}.`) || !name.endsWith('.new')) continue;
    const left = path.join(folder, name);
    const changed = statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > HOUR) rmSync(left, { recursive: true, force: true });
  }
}
