import { corpus } from './corpus.ts';
import { runOne } from './one.ts';

/** Answers numbers with outcomes. The parent ends it when it takes too long over one. */
const [seed = '1', ...folders] = process.argv.slice(2);
const specimens = corpus(folders);
process.on('message', (numbers: readonly number[]) => {
  for (const number of numbers) process.send?.(runOne(number, Number(seed), specimens));
  process.send?.('more');
});
process.send?.('more');
