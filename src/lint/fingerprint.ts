import type { ScriptId } from '../migrations/migration.ts';
import { normalized } from '../sql/normalized.ts';
import { hashOf } from '../text/hash.ts';

/** What a fingerprint is made of. `sql`: the statement it speaks of; what is about a script as such has none. */
export interface Fingerprinted { readonly rule: string; readonly script: ScriptId; readonly sql: string | undefined }

/**
 * Names a finding for baselines and code hosts: the rule, the statement without its layout, and which of several equal
 * ones it is (`seen` counts them). Edits elsewhere in the file leave it as it is.
 */
export function fingerprintOf({ rule, script, sql = '' }: Fingerprinted, seen: Map<string, number>): string {
  const key = [rule, script, ...normalized(sql)].join('\0');
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return hashOf(`${key}\0${count}`).slice(0, 32);
}
