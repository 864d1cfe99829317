#!/usr/bin/env node
import fs from 'node:fs';
import path from 'node:path';
import { BUILD } from './keep/build.ts';
import { circumstances, fileOf, keptIn } from './keep/answer.ts';
import { compiled } from './keep/compiled.ts';
import { say } from './keep/say.ts';
import { secretIn } from './keep/seal.ts';
import type { Wanted } from './keep/wanted.ts';
import { ownFolder, wantedBy } from './keep/wanted.ts';
import type { main } from './main.ts';

// The process is ours, so we may say how V8 runs it, before it compiles anything. The grammar is one huge function:
// compiling it twice, the second time with optimisation, takes longer than all our work, and so does checking each of its
// functions. What is ours is many small functions that run for a second: optimising them waits until it pays.
const LAZY = '--wasm-lazy-validation';
/** By the major of V8, in Node 20, 22 and 24. One that lacks a flag complains on standard error, and takes none behind it. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  11: ['--liftoff-only', LAZY, '--interrupt-budget=1000000'],
  12: ['--liftoff-only', LAZY],
  // It no longer heeds --liftoff-only once it runs.
  13: ['--wasm-tiering-budget=1000000000', LAZY],
};

// Left alone V8 lets the heap grow to four times what is alive before it looks for what is not. A short run gains by that,
// one over many projects would take all the memory there is.
const [LONG_RUN, SPARING] = [1000, '--heap-growing-percent=40'];

const args = process.argv.slice(2);
const wanted = wantedBy(BUILD, args, process.env, process.cwd());
const kept = wanted && earlier(wanted);
if (kept) process.exitCode = say(kept);
else run();

function earlier(asked: Wanted) {
  const secret = secretIn(asked.ownFolder);
  return secret && keptIn(fileOf(asked, circumstances(isTerminal() ? process.stdout : {}), secret), asked, secret);
}

/** Asking the stream itself loads all that streams need. */
function isTerminal(): boolean {
  try {
    return fs.fstatSync(1).isCharacterDevice();
  } catch {
    return false;
  }
}

function run(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const [major = ''] = process.versions.v8.split('.');
  const flags = FLAGS[major];
  if (flags) {
    setFlagsFromString(flags.join(' '));
    setTimeout(() => { setFlagsFromString(SPARING); }, LONG_RUN).unref();
  }
  const file = path.join(__dirname, 'main.cjs');
  const { script, keep } = compiled(file, BUILD, ownFolder(process.env));
  const program: { exports: { main?: typeof main } } = { exports: {} };
  script.runInThisContext()(program.exports, require, program, file, __dirname);
  void program.exports.main?.(args, wanted).then(() => { if (wanted) keep(); });
}
