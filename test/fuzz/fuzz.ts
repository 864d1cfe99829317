// `npm run fuzz -- [--files 50000] [--seed n] [--from number] [--only number] [folder…]`: see docs/judgement.md.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { throughTheCommand } from './commands.ts';
import { corpus } from './corpus.ts';
import { feed } from './feed.ts';
import { inputOf } from './input.ts';
import { runOne } from './one.ts';
import { Tally } from './tally.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { files: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' }, from: { type: 'string', default: '0' }, only: { type: 'string' } } });
const [from, files, seed] = [Number(values.from), Number(values.files), Number(values.seed)];
const folders = positionals.map((folder) => path.resolve(folder));

/** So many are judged by one process, in which growth shows; then comes the next. */
const OF_A_PROCESS = 1000;
/** Every so many go through the command as well. */
const EACH = 1000;
const LONG_LINES = /^(.{300}).+$/gm;

if (values.only === undefined) await all();
else show(Number(values.only));

function show(number: number): void {
  const specimens = corpus(folders);
  const { path: name, how, files: written } = inputOf(number, seed, specimens);
  console.log(`${name}: ${how.join(', ')}\n${written[name]?.toString().slice(0, 4000).replaceAll(LONG_LINES, '$1 …') ?? ''}`);
  console.log(runOne(number, seed, specimens));
}

async function all(): Promise<void> {
  const begun = performance.now();
  const tally = new Tally();
  let told = 0;
  for (let next = from; next < files;) {
    next = await feed({ from: next, to: Math.min(files, next + OF_A_PROCESS), seed, folders }, tally);
    console.error(`${next} of ${files}, ${Math.round((performance.now() - begun) / 1000)} s`);
    for (; told < tally.failures.length; told++) console.error(tally.failures[told]);
  }
  const specimens = corpus(folders);
  const numbers = Array.from({ length: Math.ceil((files - from) / EACH) }, (_, at) => from + at * EACH);
  for (const number of numbers) {
    const wrong = throughTheCommand(number, seed, specimens);
    if (wrong !== undefined) tally.failed(wrong);
  }
  console.log(`Seed ${seed}, ${Math.round((performance.now() - begun) / 1000)} s; ${numbers.length} of the inputs through the command as well`);
  console.log(tally.text);
  process.exitCode = tally.failures.length > 0 ? 1 : 0;
}
