// `npm run fuzz -- [--files 50000] [--seed n] [--only number] [folder…]`: see docs/judgement.md.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus } from './corpus.ts';
import { inputOf } from './input.ts';
import { runOne } from './one.ts';
import type { Outcome } from './one.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { files: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } } });
const [files, seed] = [Number(values.files), Number(values.seed)];
const folders = positionals.map((folder) => path.resolve(folder));

/** Of CPU: what takes longer hangs. */
const LONGEST = 5000;
/** Of waiting, on a machine that does other things as well. */
const PATIENCE = 60_000;
const BATCH = 50;
/** Every so many go through the command as well. */
const EACH = 1000;

if (values.only === undefined) await all();
else show(Number(values.only));

function show(number: number): void {
  const specimens = corpus(folders);
  const { path: name, how, files: written } = inputOf(number, seed, specimens);
  console.log(`${name}: ${how.join(', ')}\n${written[name]?.toString().slice(0, 4000) ?? ''}`);
  console.log(runOne(number, seed, specimens));
}

async function all(): Promise<void> {
  const begun = performance.now();
  const outcomes: Outcome[] = [];
  const hung: number[] = [];
  let next = 0;
  let peak = 0;
  while (next < files) next = await ofOneChild(next, outcomes, hung);
  for (const outcome of outcomes) peak = Math.max(peak, outcome.peak);
  const slow = outcomes.filter(({ cpu }) => cpu > LONGEST);
  const crashed = outcomes.filter(({ crash }) => crash !== undefined);
  const commands = throughTheCommand();
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const slowest = outcomes.reduce<Outcome | undefined>((worst, one) => (worst && worst.cpu >= one.cpu ? worst : one), undefined);
  console.log([
    `${outcomes.length} inputs of seed ${seed}: ${sum(({ statements }) => statements)} statements read, ${sum(({ findings }) => findings)} findings, ${Math.round((performance.now() - begun) / 1000)} s`,
    `crashes ${crashed.length}, over ${LONGEST / 1000} s ${slow.length + hung.length}, slowest ${slowest ? `${Math.round(slowest.cpu)} ms (${slowest.number})` : '–'}, peak memory ${Math.round(peak)} MB; ${commands.ran} through the command, ${commands.failed.length} failed`,
    ...crashed.map(({ number, crash = '' }) => `CRASH ${number}: ${crash}`),
    ...slow.map(({ number, cpu }) => `SLOW ${number}: ${Math.round(cpu)} ms`),
    ...hung.map((number) => `HANGS ${number}`),
    ...commands.failed.map((what) => `COMMAND ${what}`),
  ].join('\n'));
  process.exitCode = crashed.length + slow.length + hung.length + commands.failed.length > 0 ? 1 : 0;
}

/** Feeds one process until all is done, or it hangs or dies over an input; gives the number to go on with. */
function ofOneChild(from: number, outcomes: Outcome[], hung: number[]): Promise<number> {
  return new Promise((resolve) => {
    const child: ChildProcess = fork(path.join(import.meta.dirname, 'child.ts'), [String(seed), ...folders], { execArgv: ['--import', path.join(import.meta.dirname, '../typescript.mjs'), '--max-old-space-size=1024'] });
    let given = from;
    let done = from;
    let watch = setTimeout(giveUp, PATIENCE);
    function giveUp(): void {
      hung.push(done);
      child.kill('SIGKILL');
    }
    child.on('message', (message: Outcome | 'more') => {
      clearTimeout(watch);
      watch = setTimeout(giveUp, PATIENCE);
      if (message !== 'more') {
        outcomes.push(message);
        done = message.number + 1;
        return;
      }
      if (given >= files) {
        child.disconnect();
        return;
      }
      const numbers = Array.from({ length: Math.min(BATCH, files - given) }, (_, at) => given + at);
      given += numbers.length;
      child.send(numbers);
    });
    child.on('exit', () => {
      clearTimeout(watch);
      if (done >= files) return resolve(files);
      if (!hung.includes(done)) hung.push(done);
      resolve(done + 1);
    });
  });
}

function throughTheCommand(): { readonly ran: number; readonly failed: readonly string[] } {
  const specimens = corpus(folders);
  const bin = path.resolve(import.meta.dirname, '../../dist/bin.cjs');
  const numbers = Array.from({ length: Math.ceil(files / EACH) }, (_, at) => at * EACH);
  const failed = numbers.flatMap((number): readonly string[] => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'phasewise-fuzz-'));
    try {
      for (const [name, bytes] of Object.entries(inputOf(number, seed, specimens).files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), bytes);
      }
      const { status, stderr } = spawnSync(process.execPath, [bin, 'lint', '--down'], { cwd: folder, encoding: 'utf8', timeout: PATIENCE });
      return (status === 0 || status === 1 || status === 2) && !/a mistake in Phasewise/.test(stderr) ? [] : [`${number}: ${status ?? 'killed'} ${stderr.slice(0, 500)}`];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return { ran: numbers.length, failed };
}
