import type { Place } from '../../text/place.ts';
import { tableNamed } from './member.ts';
import type { Value } from './value.ts';

/** `of[index]` */
export function elementOf(of: Value, index: Value, place: Place): Value {
  if (of.kind === 'rows' || index.kind === 'rows') return { kind: 'rows', place };
  if (of.kind === 'list' && index.kind === 'number') {
    const item = of.items.at(Number(index.text));
    if (item) return item;
  }
  if (of.kind === 'dict' && index.kind === 'string') {
    const entry = of.entries.find(([key]) => key.kind === 'string' && key.text.text === index.text.text);
    if (entry) return entry[1];
  }
  if (of.kind === 'tables' && index.kind === 'string') return tableNamed(index, of, place);
  if (of.kind === 'member' && (of.name === 'c' || of.name === 'columns') && index.kind === 'string') return { kind: 'member', place, of, name: index.text.text };
  return { kind: 'unknown', place, reason: 'Phasewise does not read this kind of expression yet.' };
}
