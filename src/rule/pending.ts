import type { Target } from '../effects/effect.ts';
import type { ScriptSituation } from './script-situation.ts';

/** The upgrades that are still to run, in their order: whoever applies them next applies them all, one after the other. */
export interface Pending {
  /** What does not have them yet, as a person calls it: "origin/main", "todo @ db.internal". */
  readonly missingIn: string;
  readonly upgrades: readonly ScriptSituation[];
  /** One of them makes it: nobody else can hold or want it when the next ones run. */
  isMade(on: Target): boolean;
}
