import type { StorageSeen } from './observation.ts';
import type { RelationSeen, Relations } from './relations.ts';

/** ALTER TABLE … TYPE drops indexes and makes them again, so one that is gone is looked for by its name. */
export function storageChanges(before: Relations, after: Relations): StorageSeen {
  const isNew = ({ oid }: RelationSeen) => !before.has(oid);
  const isGone = ({ oid }: RelationSeen) => !after.has(oid);
  const remade = new Map([...before.values()].filter((one) => isGone(one) && one.kind === 'i').flatMap((old) => {
    const again = [...after.values()].find((one) => isNew(one) && one.kind === 'i' && one.schema === old.schema && one.name === old.name);
    return again ? [[old, again] as const] : [];
  }));
  const kept = [...before.values()].flatMap((old) => {
    const now = after.get(old.oid) ?? remade.get(old);
    return now ? [{ old, now }] : [];
  });
  const changed = kept.filter(({ old, now }) => old.file !== null && old.file !== now.file).map(({ old }) => old);
  const ofKind = (kinds: string) => changed.filter(({ kind }) => kinds.includes(kind));
  const again = new Set(remade.values());
  return {
    rewritten: ofKind('rm'),
    rebuilt: ofKind('i'),
    reused: kept.filter(({ old, now }) => remade.has(old) && old.file === now.file).map(({ old }) => old),
    swapped: ofKind('S'),
    created: [...after.values()].filter((one) => isNew(one) && !again.has(one)),
    dropped: [...before.values()].filter((one) => isGone(one) && !remade.has(one)),
    invalid: [...after.values()].filter(({ oid, valid }) => !valid && before.get(oid)?.valid !== false),
  };
}
