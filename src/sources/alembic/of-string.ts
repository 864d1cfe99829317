import type { MappedText } from '../../text/mapped.ts';
import { caused, joined, sliced } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { itemsOf } from './iterate.ts';
import { holdsStandIn, madeOf } from './stand-in.ts';
import { textOf } from './text-of.ts';
import type { CallValue, StringValue, Value } from './value.ts';

export function reshaped(value: StringValue, place: Place, reshape: (text: string) => string): StringValue {
  const text = reshape(value.text.text);
  return text === value.text.text ? value : { kind: 'string', place, text: madeOf(value, text, place) };
}

export function dedented(text: string): string {
  const lines = text.replace(/^[ \t]+$/gm, '').split('\n');
  const indents = lines.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** What a method of a text gives; undefined where it is not computed. */
export function ofString(of: StringValue, name: string, call: CallValue): Value | undefined {
  const { place, args: [first, second] } = call;
  const { text } = of.text;
  const said = (value: MappedText): Value => ({ kind: 'string', place, text: value });
  const from = (start: number, end: number) => said(sliced(of.text, { start, end }));
  switch (name) {
    case 'format': return formatted(of, call);
    case 'join': return first && joinedBy(of, first, place);
    case 'strip': return first ? undefined : from(text.length - text.trimStart().length, Math.max(text.trimEnd().length, text.length - text.trimStart().length));
    case 'lstrip': return first ? undefined : from(text.length - text.trimStart().length, text.length);
    case 'rstrip': return first ? undefined : from(0, text.trimEnd().length);
    case 'upper': return reshaped(of, place, (all) => all.toUpperCase());
    case 'lower': return reshaped(of, place, (all) => all.toLowerCase());
    case 'title': return reshaped(of, place, (all) => all.replace(/\p{L}+/gu, capitalized));
    case 'capitalize': return reshaped(of, place, capitalized);
    case 'replace': return first?.kind === 'string' && first.text.text !== '' && second?.kind === 'string' ? said(replaced(of.text, first.text.text, second.text)) : undefined;
    case 'split': return !holdsStandIn(of) && first?.kind === 'string' && first.text.text !== '' ? { kind: 'list', place, items: pieces(of, first.text.text) } : undefined;
    case 'startswith': return !holdsStandIn(of) && first?.kind === 'string' ? { kind: 'bool', place, value: text.startsWith(first.text.text) } : undefined;
    case 'endswith': return !holdsStandIn(of) && first?.kind === 'string' ? { kind: 'bool', place, value: text.endsWith(first.text.text) } : undefined;
    default: return undefined;
  }
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

function replaced(text: MappedText, what: string, by: MappedText): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (let at = text.text.indexOf(what); at >= 0; at = text.text.indexOf(what, from)) {
    parts.push(sliced(text, { start: from, end: at }), by);
    from = at + what.length;
  }
  return joined([...parts, sliced(text, { start: from, end: text.text.length })]);
}

function pieces(of: StringValue, by: string): readonly Value[] {
  const items: Value[] = [];
  let from = 0;
  for (const part of of.text.text.split(by)) {
    items.push({ kind: 'string', place: of.place, text: sliced(of.text, { start: from, end: from + part.length }) });
    from += part.length + by.length;
  }
  return items;
}

function joinedBy(separator: StringValue, over: Value, place: Place): Value | undefined {
  if (over.kind === 'rows') return { kind: 'rows', place };
  const texts = itemsOf(over)?.map((item) => (item.kind === 'string' || item.kind === 'number' ? textOf(item) : undefined));
  if (!texts) return over.kind === 'unknown' ? { kind: 'unknown', place, reason: over.reason } : undefined;
  const parts = texts.flatMap((text, index) => (text === undefined ? [] : index === 0 ? [text] : [separator.text, text]));
  return texts.includes(undefined) ? undefined : { kind: 'string', place, text: joined(parts) };
}

/** `'{} {0} {name}'.format(…)`; fields with a format of their own are left alone. */
function formatted(template: StringValue, call: CallValue): Value | undefined {
  const parts: MappedText[] = [];
  let [from, next] = [0, 0];
  for (const match of template.text.text.matchAll(/\{\{|\}\}|\{(\w*)\}|[{}]/g)) {
    const [whole, field] = match;
    const brace = whole === '{{' || whole === '}}';
    if (!brace && field === undefined) return undefined;
    const value = brace ? undefined : field === '' ? call.args[next++] : /^\d+$/.test(field ?? '') ? call.args[Number(field)] : call.keywords.find(({ name }) => name === field)?.value;
    if (value?.kind === 'rows') return { kind: 'rows', place: call.place };
    if (value?.kind === 'unknown') return { kind: 'unknown', place: call.place, reason: value.reason };
    const text = brace ? caused(whole.slice(1), template.place) : value && textOf(value);
    if (!text) return undefined;
    parts.push(sliced(template.text, { start: from, end: match.index }), text);
    from = match.index + whole.length;
  }
  return { kind: 'string', place: call.place, text: joined([...parts, sliced(template.text, { start: from, end: template.text.text.length })]) };
}
