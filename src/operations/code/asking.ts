import type { Node } from '@pgsql/types';
import type { Place } from '../../text/place.ts';
import type { Value } from './value.ts';

/** What a question of code may ask: the worth of an expression, and where it stands itself. */
export interface Asking { readonly place: Place; value(node: Node | undefined): Value }
