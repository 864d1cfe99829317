import type { Lock } from '../effects/effect.ts';
import { LOCK_MODES } from '../effects/effect.ts';
import { atLeast } from '../effects/conflicts.ts';
import type { PlannedStatement } from '../run/plan.ts';
import { printable } from '../report/printable.ts';
import { quoteName } from '../sql/quote.ts';

const SHOWN = 2;

/** "ACCESS EXCLUSIVE on tasks", for each table that was there before the script; none where nobody can notice. */
export function locksOf({ effects, at }: PlannedStatement): readonly string[] {
  const strongest = new Map<string, Lock>();
  for (const lock of effects.locks) {
    if (!atLeast(lock.mode, 'SHARE UPDATE EXCLUSIVE') || lock.role === 'index' || lock.role === 'sequence') continue;
    if (lock.on.kind === 'relation' && lock.on.relation.born.script === at.script) continue;
    const name = nameOf(lock);
    const known = strongest.get(name);
    if (!known || atLeast(lock.mode, known.mode)) strongest.set(name, lock);
  }
  const sorted = [...strongest].sort(([, a], [, b]) => LOCK_MODES.indexOf(b.mode) - LOCK_MODES.indexOf(a.mode));
  const named = sorted.slice(0, SHOWN).map(([name, { mode }]) => `${mode} on ${printable(name)}`);
  const more = sorted.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])];
}

function nameOf({ on }: Lock): string {
  if (on.kind === 'unresolved') return on.name;
  const { schema, name } = on.relation;
  return schema === 'public' ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}
