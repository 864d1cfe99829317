import { quoteLiteral, quoteName } from '../../sql/quote.ts';
import type { MappedText } from '../../text/mapped.ts';
import { sliced } from '../../text/mapped.ts';
import type { Value } from './value.ts';
import { asText, concatenated, hole, mappedFrom, plainText, textValue, UNKNOWN } from './value.ts';

type Text = Extract<Value, { kind: 'text' }>;

/** `%%`, or a place for an argument: its number, a width, and how it is written. */
const SPECIFIER = /%(?:%|(?:(\d+)\$)?-?(?:\d+)?([sIL]))/g;

/**
 * What `format` makes of a template that is known. Arguments that are not known leave holes.
 * https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT
 */
export function formatted([template, ...args]: readonly Value[], from: MappedText): Value {
  if (template?.kind !== 'text' || template.holes.length > 0) return UNKNOWN;
  const { text } = template;
  const parts: Text[] = [];
  let at = 0;
  let next = 0;
  const keep = (end: number) => parts.push({ kind: 'text', text: sliced(text, { start: at, end }), holes: [] });
  for (const match of text.text.matchAll(SPECIFIER)) {
    keep(match.index);
    at = match.index + match[0].length;
    const [whole, position, how] = match;
    if (how === undefined) {
      parts.push(plain(whole.slice(1), text));
      continue;
    }
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    parts.push(written(args[index] ?? UNKNOWN, how, from));
  }
  keep(text.text.length);
  return concatenated(parts);
}

function written(value: Value, how: string, from: MappedText): Text {
  const text = plainText(value);
  switch (how) {
    case 'I': return text === undefined ? hole('name', from) : plain(quoteName(text), from);
    case 'L': return text === undefined ? hole('constant', from) : plain(quoteLiteral(text), from);
    default: return value.kind === 'null' ? plain('', from) : text === undefined ? asText(value, from) : plain(text, from);
  }
}

function plain(text: string, from: MappedText): Text {
  return textValue(mappedFrom(text, from));
}
