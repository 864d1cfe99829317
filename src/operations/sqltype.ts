import type { CollateClause, Node, TypeName } from '@pgsql/types';
import { holdsStandIn } from '../sql/stand-in.ts';
import type { SqlType } from './operation.ts';
import { integerOf, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
const SERIALS: Readonly<Record<string, string>> = {
  smallserial: 'int2', serial2: 'int2', serial: 'int4', serial4: 'int4', bigserial: 'int8', serial8: 'int8',
};

/** An interval's first modifier is a mask of the fields it keeps. */
const ALL_FIELDS = 0x7fff;
const FIELDS = [['year', 1 << 2], ['month', 1 << 1], ['day', 1 << 3], ['hour', 1 << 10], ['minute', 1 << 11], ['second', 1 << 12]] as const;

/** A type that stands in these words, the COLLATE clause left out of its text. */
export function sqlTypeOf(type: TypeName | undefined, here: Wording, stretch: Stretch, collation?: CollateClause): SqlType {
  const parts = stringsOf(type?.names);
  const schema = parts.length > 1 && parts.at(-2) !== 'pg_catalog' ? parts.at(-2) : undefined;
  const written = parts.at(-1) ?? '';
  const serial = parts.length === 1 ? SERIALS[written] : undefined;
  const span = here.spanOf(stretch);
  // How long `varchar(${n})` is, nobody knows: it is like no type that is known.
  const unknown = type?.typmods?.some((modifier) => integerOf(modifier) === undefined) && holdsStandIn(here.text(span));
  return {
    schema,
    name: unknown ? here.text(span) : serial ?? written,
    ...modifiersOf(type, written),
    array: (type?.arrayBounds?.length ?? 0) > 0,
    serial: serial !== undefined,
    collation: collation && stringsOf(collation.collname).join('.'),
    text: here.text(span),
    span,
  };
}

/** `schema.name` without `pg_catalog`. */
export function typeNameOf(names: readonly Node[] | undefined): string {
  const parts = stringsOf(names);
  return (parts[0] === 'pg_catalog' ? parts.slice(1) : parts).join('.');
}

/** Modifiers as written; of an interval only the precision, its fields stand apart. */
function modifiersOf(type: TypeName | undefined, name: string): Pick<SqlType, 'modifiers' | 'fields'> {
  const all = (type?.typmods ?? []).flatMap((modifier) => integerOf(modifier) ?? []);
  if (name !== 'interval') return { modifiers: all };
  const [mask = ALL_FIELDS, ...modifiers] = all;
  return { modifiers, fields: mask === ALL_FIELDS ? undefined : fieldsOf(mask) };
}

function fieldsOf(mask: number): string {
  const kept = FIELDS.flatMap(([field, bit]) => ((mask & bit) === 0 ? [] : [field]));
  return [...new Set([kept[0], kept.at(-1)])].join(' to ');
}
