import type { RangeVar } from '@pgsql/types';
import type { Named, ObjectName } from '../sql/name.ts';
import type { Stretch, Wording } from './wording.ts';

/** A relation that the tree knows by its place; the span covers the name with its schema. */
export function relationNamed(range: RangeVar | undefined, here: Wording, type: 'relation' | 'index' = 'relation'): Named {
  const stretch = here.name(here.at(range?.location));
  const only = range !== undefined && range.inh !== true ? { only: true } as const : {};
  return { type, schema: range?.schemaname, name: range?.relname ?? '', span: here.spanOf(stretch), ...only };
}

/** A name of which the tree knows the parts and the words know the place. */
export function qualified(type: ObjectName['type'], parts: readonly string[], here: Wording, index: number): Named {
  return { type, schema: parts.at(-2), name: parts.at(-1) ?? '', span: here.spanOf(here.name(index)) };
}

/** A column, constraint or trigger of a relation; its span is the one word. */
export function partNamed(type: 'column' | 'constraint' | 'trigger' | 'policy' | 'rule', name: string, of: ObjectName, here: Wording, index: number): Named {
  return { type, name, of: of.name, span: here.through(index, index) };
}

/** The name that something gets: `RENAME TO name`. It stays in the schema it is in. */
export function newName(type: ObjectName['type'], name: string, of: ObjectName, here: Wording, index: number): Named {
  return { type, schema: of.schema, name, of: of.of, span: here.through(index, index) };
}

/** The words behind `IF EXISTS` or `IF NOT EXISTS`, if they stand there. */
export function behindIf(here: Wording, index: number): number {
  if (here.says(index, 'if', 'not', 'exists')) return index + 3;
  return here.says(index, 'if', 'exists') ? index + 2 : index;
}

/** The words behind a relation's name: past the `)` of `ONLY (t)` and the old `*`. */
export function behindRelation(range: RangeVar | undefined, here: Wording, within: Stretch): number {
  let index = here.name(here.at(range?.location)).to;
  while (index < within.to && (here.word(index) === ')' || here.word(index) === '*')) index++;
  return index;
}

/** The name alone, for reaches and conditions. */
export function objectOf({ type, schema, name, of }: ObjectName): ObjectName {
  return { type, schema, name, of };
}
