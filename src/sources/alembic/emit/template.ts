import { parseStatement } from '../../../sql/grammar.ts';
import { split } from '../../../sql/split.ts';
import { tokensOf } from '../../../sql/tokens.ts';
import type { MappedText } from '../../../text/mapped.ts';
import { standInsOf } from '../stand-in.ts';
import { bindsOf } from './text.ts';

/**
 * Are the stand-ins of a text values of rows that it changes or asks for, bare or within quotes? A name, a keyword or a
 * list in their place would make another statement of it.
 */
export function holdsOnlyValues(template: MappedText): boolean {
  const tokens = tokensOf(template.text);
  const asValues = standInsOf(template).every((hole) => tokens.some(({ kind, start, end }) => (
    kind === 'parameter' ? start === hole.start && end === hole.end : kind === 'string' && start < hole.start && hole.end < end
  )));
  return asValues && split(template.text).pieces.every(({ start, end }) => isOfRows(template.text.slice(start, end)));
}

function isOfRows(sql: string): boolean {
  return /^(?:INSERT|UPDATE|DELETE|SELECT)\b/i.test(sql) && parseStatement(withParameters(sql)).kind === 'parsed';
}

/** A bind parameter is a value too. */
function withParameters(sql: string): string {
  return bindsOf(sql).reduceRight((text, { start, end }) => `${text.slice(0, start)}$1${text.slice(end)}`, sql);
}
