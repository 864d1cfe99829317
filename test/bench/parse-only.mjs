// `node parse-only.mjs file`: divides the file and parses each of its statements with PostgreSQL's grammar, and no more.
import fs from 'node:fs';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--liftoff-only --wasm-lazy-validation');
const { split } = await import('../../dist/src/sql/split.js');
const { parseStatement } = await import('../../dist/src/sql/grammar.js');
const text = fs.readFileSync(process.argv[2], 'utf8');
for (const { start, end } of split(text).pieces) parseStatement(text.slice(start, end));
