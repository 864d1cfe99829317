import { enumMembers, isEnumClass } from './member.ts';
import type { Value } from './value.ts';

/** More rounds than this are not followed one by one. */
const MOST = 1000;

/** What a loop over a value goes through; undefined where that is decided while Python runs. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  const items = all(value);
  return items && items.length <= MOST ? items : undefined;
}

function all(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list') return value.items.some(({ kind }) => kind === 'unknown') ? undefined : value.items;
  if (value.kind === 'dict') return value.entries.map(([key]) => key);
  if (isEnumClass(value)) return enumMembers(value).map(({ name }) => ({ kind: 'member', place: value.place, of: value, name }));
  return undefined;
}
