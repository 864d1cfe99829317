import type { Given } from '../../migrations/source.ts';
import { caused } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import type { NamedValue, Value } from './value.ts';
import { NotRead, isOurs } from './value.ts';

/** What a person says a name stands for: a constant, or a type with its SQL. */
export function givenFor({ constants, types }: Given, key: string, { name, place }: NamedValue): Value | undefined {
  const constant = Object.hasOwn(constants, key) ? constants[key] : undefined;
  if (constant !== undefined) return literalAt(constant, place);
  const sql = Object.hasOwn(types, key) ? types[key] : undefined;
  return sql === undefined ? undefined : { kind: 'named', place, name, foreign: true, sql };
}

function literalAt(constant: string | number | boolean, place: Place): Value {
  if (typeof constant === 'string') return { kind: 'string', place, text: caused(constant, place) };
  return typeof constant === 'number' ? { kind: 'number', place, text: String(constant) } : { kind: 'bool', place, value: constant };
}

/** A value that should be a literal and is none: with the way out, where it has a name that a person can state a value for. */
export function noLiteral(value: Value, otherwise: string, place: Place = value.place): NotRead {
  const name = statable(value);
  if (name === undefined) return new NotRead(otherwise, place);
  const why = value.kind === 'unknown' ? value.reason : `Phasewise does not know what ${name} is.`;
  return new NotRead(`${why} State "${name}" = … under [alembic.constants] in phasewise.toml.`, place);
}

/** The same of a type. */
export function stateType(value: Value): string {
  const name = statable(value.kind === 'call' ? value.of : value);
  return name === undefined ? '' : ` State "${name}" = "…" under [alembic.types] in phasewise.toml.`;
}

/** The whole name as it is imported; a module that was imported by its place has none. */
function statable(value: Value): string | undefined {
  const name = value.kind === 'named' && !isOurs(value.name) ? value.name : value.kind === 'unknown' || value.kind === 'class' ? value.imported : undefined;
  return name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u.test(name) ? name : undefined;
}
