import { isPlain } from './width.ts';

/** C0 and C1 controls, marks that turn the direction of writing, line and paragraph separators, half surrogates. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * A text that a terminal can be given: what would move the cursor, ring the bell or turn the reading direction is shown
 * by its sign (`␛`) or its number (`<U+202E>`). Line ends and tabs are controls too; split the text before.
 */
export function printable(text: string): string {
  return isPlain(text) ? text : text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
