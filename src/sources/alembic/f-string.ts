import { caused, joined, written } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { evaluate } from './expression.ts';
import type { Constant, ExprNode } from './python.ts';
import type { Scope } from './scope.ts';
import { standInText } from './stand-in.ts';
import { textOf } from './text-of.ts';
import type { Value } from './value.ts';
import { fromRows } from './value.ts';

/** An f-string of known strings and numbers. */
export function fString(node: Extract<ExprNode, { nodeType: 'JoinedStr' }>, scope: Scope, place: Place): Value {
  const parts = node.values.map((part): Part => {
    if (part.nodeType === 'Constant') return { text: literalPart(part, scope, place) };
    const value = part.nodeType === 'FormattedValue' ? evaluate(part.value, scope) : undefined;
    const text = part.nodeType === 'FormattedValue' && value ? insertion(part, value) : undefined;
    return text || !value ? { text } : { hole: fromRows(value) ? standInText('$1', value.place) : undefined };
  });
  const texts = parts.map(({ text }) => text);
  const known = texts.filter((text) => text !== undefined);
  if (known.length === texts.length) return { kind: 'string', place, text: joined(known) };
  const filled = parts.map(({ text, hole }) => text ?? hole).filter((text) => text !== undefined);
  const template = filled.length === parts.length ? { template: joined(filled) } : {};
  return { kind: 'unknown', place, begins: joined(known.slice(0, texts.indexOf(undefined))).text, reason: F_STRING, ...template };
}

/** A piece of an f-string: its text, or what stands in for a value that a query gave. */
interface Part { readonly text?: MappedText | undefined; readonly hole?: MappedText | undefined }

const F_STRING = 'The value of this f-string is decided while Python runs; Phasewise does not execute migrations to read them.';

/** Text between the braces is exact where it stands in the file as it reads; with escapes the whole f-string is its origin. */
function literalPart(part: Constant, scope: Scope, whole: Place): MappedText | undefined {
  const value: unknown = part.value;
  if (typeof value !== 'string') return undefined;
  const { source } = scope.file;
  const { span } = scope.file.placeOf(part);
  return source.text.slice(span.start, span.end) === value ? written(source.path, source.text, span) : caused(value, whole);
}

function insertion(part: Extract<ExprNode, { nodeType: 'FormattedValue' }>, value: Value): MappedText | undefined {
  if (part.format_spec || (part.conversion !== -1 && part.conversion !== 115)) return undefined;
  return textOf(value);
}
