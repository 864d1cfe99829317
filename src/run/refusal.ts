import type { Revision } from '../revisions/revision.ts';
import type { Direction } from '../migrations/migration.ts';
import type { Place } from '../text/place.ts';

/** Why a script cannot be run by us, found before anything runs. `message`: one or two full sentences, the way out included. */
export interface Refusal {
  readonly kind: 'unread' | 'stand-in' | 'loop' | 'condition' | 'syntax' | 'mixed' | 'transaction-control' | 'no-way-back' | 'id-too-long';
  readonly revision: Revision;
  readonly direction: Direction;
  readonly message: string;
  readonly place: Place;
}
