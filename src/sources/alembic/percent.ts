import type { MappedText } from '../../text/mapped.ts';
import { caused, joined, sliced } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { textOf } from './text-of.ts';
import type { StringValue, Value } from './value.ts';

/** `'… %s …' % value`, with `%s`, `%d` and `%(name)s`; undefined where anything else is asked for, and where values are left over. */
export function percented(template: StringValue, right: Value, place: Place): Value | undefined {
  const values = right.kind === 'list' && right.brackets !== '[]' ? [...right.items] : [right];
  const parts: MappedText[] = [];
  let from = 0;
  for (const match of template.text.text.matchAll(/%(?:\((\w+)\))?(.?)/gs)) {
    const [whole, name, conversion] = match;
    const entry = name === undefined ? undefined : right.kind === 'dict' ? right.entries.find(([key]) => key.kind === 'string' && key.text.text === name)?.[1] : undefined;
    const value = conversion === '%' ? undefined : name === undefined ? values.shift() : entry;
    const text = conversion === '%' ? caused('%', template.place) : value && /^[sd]$/.test(conversion ?? '') ? textOf(value) : undefined;
    if (!text) return value?.kind === 'rows' ? { kind: 'rows', place } : value?.kind === 'unknown' ? { kind: 'unknown', place, reason: value.reason } : undefined;
    parts.push(sliced(template.text, { start: from, end: match.index }), text);
    from = match.index + whole.length;
  }
  if (values.length > 0 && right.kind !== 'dict') return undefined;
  return { kind: 'string', place, text: joined([...parts, sliced(template.text, { start: from, end: template.text.text.length })]) };
}
