// `node parse-python.mjs file…`: parses each with py-ast, and no more.
import fs from 'node:fs';
import { parse } from 'py-ast';

for (const file of process.argv.slice(2)) parse(fs.readFileSync(file, 'utf8'));
