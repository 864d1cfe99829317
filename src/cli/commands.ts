import { register as explain } from './explain.ts';
import { register as heads } from './heads.ts';
import { register as history } from './history.ts';
import type { Register } from './io.ts';
import { register as lint } from './lint.ts';
import { register as show } from './show.ts';

/**
 * Every command, in the order of the help text. A command's file is loaded at each start, so it holds its options
 * alone; its work is imported in its action.
 */
export const COMMANDS: readonly Register[] = [
  lint,
  explain,
  history,
  heads,
  show,
];
