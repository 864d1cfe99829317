import type { Constraint } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import { qualified } from './names.ts';
import { bodiesOf, nameParts } from './tree.ts';
import type { Wording } from './wording.ts';

/** `GENERATED … AS IDENTITY (SEQUENCE NAME app.numbers)`, as pg_dump writes it. */
export function identitySequenceOf(clause: Constraint | undefined, here: Wording): Named | undefined {
  const option = bodiesOf(clause?.options, 'DefElem').find(({ defname }) => defname === 'sequence_name');
  return option && qualified('relation', nameParts(option.arg), here, here.at(option.location) + 2);
}

/** GENERATED ALWAYS, not BY DEFAULT. */
export function alwaysOf(clause: Constraint | undefined): { readonly identityAlways?: true } {
  return clause?.generated_when === 'a' ? { identityAlways: true } : {};
}
