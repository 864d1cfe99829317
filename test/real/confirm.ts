import { atLeast } from '../../src/effects/conflicts.ts';
import type { Effect, Lock, LockMode, Work } from '../../src/effects/effect.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import type { Seen } from './seen.ts';
import { namedIn, relationCalled } from './seen.ts';

/** `unseen`: the server had no occasion to show it. */
export type Confirmation = 'yes' | 'no' | 'unseen';

/** Did the server do what an effect says? */
export function confirmed(effect: Effect, seen: Seen): Confirmation {
  if (effect.kind === 'wait') return (seen.observation?.waits ?? []).some((wait) => wait.for === effect.for) ? 'yes' : 'unseen';
  const on = effect.on.kind === 'relation' ? relationCalled(effect.on.relation, seen.scene) : namedIn(effect.on.name, seen.fact.session.searchPath, seen.scene);
  // It ran although there was no such relation. One that the history made is missing because the server would not make it.
  if (!on) return seen.fate === 'ran' && effect.on.kind === 'unresolved' && !effect.on.name.includes(' ') ? 'no' : 'unseen';
  return effect.kind === 'lock' ? locked(effect, on, seen) : worked(effect, on, seen);
}

function locked({ mode }: Lock, on: RelationSeen, seen: Seen): Confirmation {
  if (seen.fate !== 'ran') return 'unseen';
  const is = lockOn(on, seen);
  return is !== undefined && atLeast(is, mode) ? 'yes' : 'no';
}

/** What the transaction holds on a relation when the statement has run. */
export function lockOn({ oid }: RelationSeen, { observation, scene }: Seen): LockMode | undefined {
  const taken = observation?.locks.find(({ on }) => on.oid === oid)?.mode;
  const held = scene.held.get(oid);
  return taken && held ? (atLeast(taken, held) ? taken : held) : taken ?? held;
}

function worked({ kind, role }: Work, on: RelationSeen, seen: Seen): Confirmation {
  const { observation, refused, scene, fate, touched } = seen;
  // Rows that did not pass were looked at.
  if (refused && /^(?:22|23)/.test(refused.sqlstate)) return 'yes';
  if (!observation || fate !== 'ran') return 'unseen';
  const { rewritten, rebuilt, created } = observation.storage;
  const isOf = (one: RelationSeen) => one.oid === on.oid || one.indexOf === on.oid;
  const rewrote = rewritten.some(isOf);
  const scanned = observation.scans.some(({ on: { oid } }) => oid === on.oid);
  const blind = !hasRows(on, seen);
  switch (kind) {
    case 'rewrite': return rewrote || rebuilt.some(isOf) ? 'yes' : 'no';
    case 'scan': return scanned || rewrote ? 'yes' : blind || role === 'referenced' ? 'unseen' : 'no';
    case 'index build': return rebuilt.some(isOf) || created.some(isOf) ? 'yes' : blind ? 'unseen' : 'no';
    case 'row changes': return touched.some((one) => one.on === on.oid) || scanned ? 'yes' : blind || !scene.standing.has(on.oid) ? 'unseen' : 'no';
  }
}

/** A table that stood with rows before the script, and has some still. */
export function hasRows(on: RelationSeen, { scene }: Pick<Seen, 'scene'>): boolean {
  const oid = on.indexOf ?? on.oid;
  return scene.standing.has(oid) && !scene.emptied.has(oid);
}
