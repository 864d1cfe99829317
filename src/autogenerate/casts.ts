import { CASTS } from '../effects/casts.ts';
import type { SqlType } from '../operations/operation.ts';

/** Everything can be written down as one of these. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'name']);

/** Must ALTER COLUMN … TYPE say by USING how a value becomes another? Not where PostgreSQL assigns it without being told. */
export function needsUsing(from: SqlType, to: SqlType): boolean {
  if (TEXTS.has(to.name) && !to.array) return false;
  if (from.array !== to.array) return true;
  if (from.name === to.name) return false;
  const { same, sameAssigned, implicit, assignment } = CASTS[from.name] ?? {};
  return ![same, sameAssigned, implicit, assignment].some((types) => types?.split(' ').includes(to.name));
}

/** Is a default that stays the same value as simple in the new type? Of a number that becomes a text it is a cast from then on. */
export function castsDefault(from: SqlType, to: SqlType): boolean {
  return from.array === to.array && (from.name === to.name || (TEXTS.has(from.name) && TEXTS.has(to.name)) || (NUMBERS.has(from.name) && NUMBERS.has(to.name)));
}

const NUMBERS: ReadonlySet<string> = new Set(['int2', 'int4', 'int8']);
