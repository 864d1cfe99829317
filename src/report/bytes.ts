import type { Lines, Position } from '../text/lines.ts';

const encoder = new TextEncoder();

/** The same position with its column counted in UTF-8 bytes, from 1. */
export function inBytes({ line, column }: Position, lines: Lines): Position {
  return { line, column: encoder.encode(lines.textOf(line).slice(0, column - 1)).length + 1 };
}
