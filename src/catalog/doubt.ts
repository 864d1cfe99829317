import type { Reach } from '../migrations/condition.ts';
import type { Place } from '../text/place.ts';

/** Why the catalog does not know, and what that is limited to. */
export interface Doubt {
  readonly about: Reach;
  readonly because: 'history incomplete' | 'unread' | 'undecidable';
  readonly place?: Place;
}

/** An answer that says whether it is one. `last`: what was true before the doubt arose. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly doubt: Doubt; readonly last?: T };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** The history does not go back to the creation of the object. */
export const HISTORY_INCOMPLETE: Doubt = { about: 'anything', because: 'history incomplete' };
