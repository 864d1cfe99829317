#!/usr/bin/env node
import v8 from 'node:v8';
import { run } from './program.ts';
import { terminal } from './terminal.ts';

// The grammar is one huge function; compiling it twice, the second time with optimisation, takes V8 longer than all our
// work. The process is ours, so we may say so; it must be said before the grammar is compiled.
v8.setFlagsFromString('--liftoff-only');

const args = process.argv.slice(2);
const io = terminal(args);
void run(args, io).then((code) => { process.exitCode = io.ended(code); });
