// `npm run bench -- [--files 10000] [--rounds 3] [--node path…] [folder]`: what lint takes beside squawk, bare Node and the grammar;
// `npm run bench -- --alembic folder`: a project of Alembic beside the parser of its files.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installed } from '../installed.mjs';
import { writeCorpus, writeInserts, writeOne, writeStatements } from './corpus.ts';
import type { Command, Measured } from './measure.ts';
import { inTurns, measure } from './measure.ts';

const { values, positionals: [given] } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' }, node: { type: 'string', multiple: true, default: [] }, alembic: { type: 'string' } },
});
const rounds = Number(values.rounds);
const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'dist/bin.cjs');
const peers = installed(path.join(import.meta.dirname, 'peers'));
/** On other computers it is left out. */
const squawk = path.join(peers, '@squawk-cli', 'linux-x64', 'bin', 'squawk');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-bench-'));
process.on('exit', () => { fs.rmSync(scratch, { recursive: true, force: true }); });

// Certificates of one's own make every start of Node slower, and a home of its own holds no earlier answers.
const { NODE_EXTRA_CA_CERTS: _, ...surroundings } = process.env;
const env = { ...surroundings, HOME: path.join(scratch, 'home'), XDG_CACHE_HOME: '' };
const MEGABYTES = 10_000_000;

const lint = (cwd: string, node = process.execPath): Command => ({ words: [node, bin, 'lint', '--no-cache'], cwd, env });
const again = (cwd: string, node = process.execPath): Command => ({ words: [node, bin, 'lint'], cwd, env });

console.log(`Phasewise beside squawk-cli 2.66.0, on Node ${process.version}, ${os.availableParallelism()} cores, the least of ${rounds} rounds in turns\n`);
if (values.alembic === undefined) {
  await projects();
  await starts();
  await growth();
  await bigFiles();
} else await alembic(path.resolve(values.alembic));

/** Many migrations, with the default rules of both. */
async function projects(): Promise<void> {
  const folder = given === undefined ? path.join(scratch, 'corpus') : path.resolve(given);
  if (given === undefined) writeCorpus(folder, Number(values.files));
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
  await measure(again(folder));
  const other = fs.existsSync(squawk) ? [{ words: [squawk, ...files], cwd: folder, env }] : [];
  const [cold, warm, peer] = await inTurns([lint(folder), again(folder), ...other], rounds);
  table(`${files.length} files`, peer, [['squawk', peer], ['phasewise lint', cold], ['phasewise lint, nothing changed', warm]], files.length);
}

/** A project of Alembic, its revision files in folders of the name `versions`. */
async function alembic(folder: string): Promise<void> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?:^|[/\\])versions[/\\].*\.py$/.test(file));
  await measure(again(folder));
  const parse: Command = { words: [process.execPath, path.join(import.meta.dirname, 'parse-python.mjs'), ...files], cwd: folder, env };
  const [parsed, cold, warm] = await inTurns([parse, lint(folder), again(folder)], rounds);
  table(`${files.length} revisions`, parsed, [['py-ast, parsed only', parsed], ['phasewise lint', cold], ['phasewise lint, nothing changed', warm]], files.length);
}

/** One small file, on each Node that was named. */
async function starts(): Promise<void> {
  const folder = path.join(scratch, 'small');
  writeOne(folder, 3);
  for (const node of [process.execPath, ...values.node]) {
    await measure(again(folder, node));
    const short = [{ words: [node, '-e', '0'], cwd: folder, env }, lint(folder, node), again(folder, node)];
    const [bare, cold, warm] = await inTurns(short.map((command) => ({ ...command, times: 10 })), rounds);
    table(`One small file${node === process.execPath ? '' : `, ${node}`}`, bare, [['node -e 0', bare], ['phasewise lint', cold], ['phasewise lint, nothing changed', warm]]);
  }
}

/** The same mixture of statements, four and sixteen times as many, as one file. */
async function growth(): Promise<void> {
  const sizes = [1000, 4000, 16_000];
  const folders = sizes.map((size) => path.join(scratch, `one-${size}`));
  folders.forEach((folder, at) => { writeOne(folder, sizes[at] ?? 0); });
  const all = await inTurns(folders.map((folder) => lint(folder)), rounds);
  table('Statements in one file', all[0], all.map((one, at) => [`${sizes[at]} statements`, one]));
}

async function bigFiles(): Promise<void> {
  const [ddl, rows, single] = ['ddl', 'rows', 'single'].map((name) => path.join(scratch, name)) as [string, string, string];
  const file = writeStatements(ddl, MEGABYTES);
  writeInserts(rows, MEGABYTES, 1000);
  writeInserts(single, MEGABYTES, Infinity);
  const parse: Command = { words: [process.execPath, path.join(import.meta.dirname, 'parse-only.mjs'), file], cwd: ddl, env };
  const [parsed, whole, many, one] = await inTurns([parse, lint(ddl), lint(rows), lint(single)], 1);
  table('Files of 10 MB', parsed, [['DDL, divided and parsed only', parsed], ['DDL', whole], ['INSERTs of 1,000 rows', many], ['one INSERT', one]]);
}

function table(title: string, base: Measured | undefined, rows: readonly (readonly [string, Measured | undefined])[], files?: number): void {
  const cells = rows.flatMap(([name, measured]) => (measured
    ? [[name, `${measured.cpu.toFixed(measured.cpu < 0.5 ? 3 : 2)} s`, base ? (measured.cpu / base.cpu).toFixed(2) : '', `${measured.wall.toFixed(2)} s`, measured.peak === undefined ? '' : `${Math.round(measured.peak)} MB`, ...(files === undefined ? [] : [Math.round(files / measured.wall).toLocaleString('en')])]]
    : []));
  const head = [title, 'CPU', 'ratio', 'wall', 'peak memory', ...(files === undefined ? [] : ['files/s'])];
  console.log([head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n'), '\n');
}
