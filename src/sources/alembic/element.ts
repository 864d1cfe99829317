import type { Place } from '../../text/place.ts';
import { fieldOf } from './inspector.ts';
import { tableNamed } from './member.ts';
import type { Value } from './value.ts';
import { calledName } from './value.ts';

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
  const field = of.kind === 'entry' && index.kind === 'string' ? fieldOf(of, index.text.text, place) : undefined;
  if (field) return field;
  if (of.kind === 'member' && (of.name === 'c' || of.name === 'columns') && index.kind === 'string') return { kind: 'member', place, of, name: index.text.text };
  if (hasParts(of)) return { kind: 'operation', place, operator: '[]', operands: [of, index] };
  return { kind: 'unknown', place, reason: of.kind === 'unknown' ? of.reason : 'Phasewise does not read this kind of expression yet.' };
}

/** A column of SQLAlchemy, or a part of one: what is taken of it, the database takes. */
function hasParts(value: Value): boolean {
  if (value.kind === 'operation') return value.operator === '[]';
  if (value.kind === 'call') return ['sa.column', 'sa.cast', 'sa.type_coerce'].includes(calledName(value) ?? '');
  return value.kind === 'member' && (value.of.kind === 'class' || (value.of.kind === 'member' && (value.of.name === 'c' || value.of.name === 'columns')));
}
