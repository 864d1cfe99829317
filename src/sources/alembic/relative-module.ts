import { isAbsolute, joined } from '../../text/path.ts';

/** What `from ..kit import x` names: the file itself, as one word; its dots are hidden, for in a dotted name they divide. */
export function relativeModule(path: string, level: number, module = ''): string {
  const folder = path.split('/').slice(0, -level).join('/');
  return joined(folder, module.replaceAll('.', '/')).replaceAll('.', HIDDEN_DOT);
}

/** The path that a word made by `relativeModule` stands for; undefined for a word of a dotted name. */
export function pathOfModule(word: string): string | undefined {
  return isAbsolute(word) ? word.replaceAll(HIDDEN_DOT, '.') : undefined;
}

const HIDDEN_DOT = '\u2024';
