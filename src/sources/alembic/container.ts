import { caused } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import type { DictValue, KeywordValue, ListValue, Value } from './value.ts';
import { calledName, isSeveral } from './value.ts';

/** Is it a list, a set or a dict of Python, so that changing it sends nothing? */
export function isContainer(value: Value | undefined): boolean {
  if (value?.kind === 'unknown') return value.container === true;
  if (value?.kind === 'call') return /^(?:collections\.|builtins\.(?:list|set|dict|sorted)$)/.test(calledName(value) ?? '');
  return value?.kind === 'list' || value?.kind === 'dict' || value?.kind === 'rows' || value?.kind === 'inventory';
}

/** Methods that no session, query or table has: what they are called on is a container. */
const UNMISTAKABLE = new Set(['append', 'extend', 'pop', 'popitem', 'clear', 'sort', 'reverse', 'discard', 'setdefault']);

/** Does a method change a container, and no more? */
export function changesContainer(held: Value, method: string): boolean {
  return isContainer(held) || (held.kind === 'unknown' && UNMISTAKABLE.has(method));
}

/** What `pop` gives. */
export function popped(held: Value, { method, args: [first, second], place }: Change): Value {
  if (held.kind === 'rows') return { kind: 'rows', place };
  if (method !== 'pop' && method !== 'popitem' && method !== 'setdefault') return { kind: 'none', place };
  const item = held.kind === 'list' && method === 'pop' && (!first || first.kind === 'number') ? held.items.at(first ? Number(first.text) : -1) : undefined;
  const entry = held.kind === 'dict' && method === 'pop' && first && isPlain(first) && held.entries.every(([key]) => isPlain(key)) ? held.entries.find(([key]) => isSame(key, first))?.[1] ?? second : undefined;
  return item ?? entry ?? { kind: 'unknown', place, reason: 'What this call gives is decided while Python runs.' };
}

/** A method that changes what it is called on, with what it is given. */
export interface Change { readonly method: string; readonly args: readonly Value[]; readonly keywords: readonly KeywordValue[]; readonly place: Place }

/** What holds just these items; unknown where nobody knows how many they are. */
export function whole(items: readonly Value[], place: Place, hold: (items: readonly Value[]) => Value): Value {
  const several = items.find(isSeveral);
  return several ? { kind: 'unknown', place, reason: several.reason, container: true } : hold(items);
}

/** A dict of these entries: of one key the last value counts, where the key came first. */
export function dictOf(entries: DictValue['entries'], place: Place): DictValue {
  const held = new Map<unknown, DictValue['entries'][number]>();
  for (const entry of entries) held.set(identityOf(entry[0]), entry);
  return { kind: 'dict', place, entries: [...held.values()] };
}

/** A set of these items: each of them once. */
export function setOf(items: readonly Value[], place: Place): ListValue {
  return { kind: 'list', place, items: [...new Map(items.map((item) => [identityOf(item), item])).values()] };
}

/** What a list, a set or a dict holds after a change; undefined where that cannot be said. */
export function changed(held: Value, change: Change): Value | undefined {
  if (held.kind === 'list') return changedList(held, change);
  return held.kind === 'dict' ? changedDict(held, change) : undefined;
}

function changedList(held: ListValue, { method, args: [first, second] }: Change): ListValue | undefined {
  const { items } = held;
  const at = first ? items.findIndex((item) => isSame(item, first)) : -1;
  switch (method) {
    case 'append': return first && { ...held, items: [...items, first] };
    case 'extend': return first?.kind === 'list' ? { ...held, items: [...items, ...first.items] } : undefined;
    case 'insert': return first?.kind === 'number' && first.text === '0' && second ? { ...held, items: [second, ...items] } : undefined;
    case 'pop': return !first || (first.kind === 'number' && Number(first.text) < items.length) ? { ...held, items: items.toSpliced(first ? Number(first.text) : -1, 1) } : undefined;
    case 'remove': return at < 0 ? undefined : { ...held, items: items.toSpliced(at, 1) };
    case 'reverse': return { ...held, items: items.toReversed() };
    case 'clear': return { ...held, items: [] };
    case 'add': return first && items.every(isPlain) && isPlain(first) ? { ...held, items: at < 0 ? [...items, first] : items } : undefined;
    case 'discard': return first && items.every(isPlain) && isPlain(first) ? { ...held, items: items.filter((_, index) => index !== at) } : undefined;
    default: return undefined;
  }
}

function changedDict(held: DictValue, { method, args: [first], keywords, place }: Change): DictValue | undefined {
  switch (method) {
    case 'clear': return { ...held, entries: [] };
    case 'pop': return first && isPlain(first) && held.entries.every(([key]) => isPlain(key)) ? { ...held, entries: held.entries.filter(([key]) => !isSame(key, first)) } : undefined;
    case 'update': {
      if (first && first.kind !== 'dict') return undefined;
      const named = keywords.map(({ name, value }) => [{ kind: 'string', place, text: caused(name, place) }, value] as const);
      return [...(first?.entries ?? []), ...named].reduce<DictValue | undefined>((dict, [key, value]) => dict && withEntry(dict, key, value), held);
    }
    default: return undefined;
  }
}

/** `held[key] = value` */
export function withEntry(held: Value, key: Value, value: Value): DictValue | undefined {
  if (held.kind !== 'dict' || !isPlain(key) || !held.entries.every(([other]) => isPlain(other))) return undefined;
  const at = held.entries.findIndex(([other]) => isSame(other, key));
  const entry = [key, value] as const;
  return { ...held, entries: at < 0 ? [...held.entries, entry] : held.entries.with(at, entry) };
}

function isPlain(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number';
}

function isSame(one: Value, other: Value): boolean {
  return identityOf(one) === identityOf(other);
}

/** Texts and numbers are the same where they read the same; anything else is the same as itself alone. */
function identityOf(value: Value): unknown {
  if (value.kind === 'string') return `'${value.text.text}`;
  return value.kind === 'number' ? value.text : value;
}
