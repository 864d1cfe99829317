// `npm run demo`: what Phasewise says of two projects, and how it applies one of them to a real PostgreSQL.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { install } from './servers/install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'dist', 'bin.cjs');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-demo-'));
const bold = process.stdout.isTTY ? (text) => `\x1b[1m${text}\x1b[22m` : (text) => text;

if (!fs.existsSync(bin)) throw new Error('dist/bin.cjs is missing: run npm ci or npm run build first.');
console.log('Installing PostgreSQL for the demo (test/servers) …');
process.env.PHASEWISE_SERVERS = install();

function say(text) {
  console.log(`\n${bold(`── ${text} `.padEnd(78, '─'))}\n`);
}

/** Shows a command and runs it in a project; the exit code that it should have is part of the demo. */
function phasewise(project, words, expected, env = {}) {
  console.log(bold(`${project}$ phasewise ${words.map((word) => (/[\s"]/.test(word) ? JSON.stringify(word) : word)).join(' ')}`));
  const { status } = spawnSync(process.execPath, [bin, ...words], {
    cwd: path.join(folder, project), stdio: 'inherit', env: { ...process.env, ...env },
  });
  if (status !== expected) throw new Error(`phasewise ${words.join(' ')} ended with ${status}, not ${expected}`);
  console.log();
}

fs.cpSync(path.join(root, 'fixtures', 'projects'), folder, { recursive: true });
const { startEmbedded } = await import('../dist/src/server/embedded.js');
const { urlOf } = await import('../dist/src/server/address.js');
const server = await startEmbedded({ data: { kind: 'new' } });
const database = { DATABASE_URL: urlOf(server.address) };

try {
  say('An Alembic project, read without Python');
  phasewise('alembic-todo', ['lint'], 1);
  phasewise('alembic-todo', ['history'], 0);

  say('Plain SQL with branches');
  phasewise('sql-shop', ['lint'], 1);
  phasewise('sql-shop', ['history'], 0);

  say('What a rule means');
  phasewise('sql-shop', ['explain', 'index-not-concurrent'], 0);

  say(`Applying it to PostgreSQL ${server.version}: nobody uses an empty database, so nothing needs approval`);
  phasewise('alembic-todo', ['upgrade', '002'], 0, database);
  phasewise('alembic-todo', ['current'], 0, database);

  say('Now there is an application with rows: 003 has to be approved, to the letter');
  const client = new pg.Client({ connectionString: database.DATABASE_URL });
  await client.connect();
  await client.query("INSERT INTO users (id, email) VALUES ('ada', 'ada@example.org')");
  await client.query("INSERT INTO tasks (user_id, title) SELECT 'ada', 'task ' || n FROM generate_series(1, 1000) n");
  await client.end();
  phasewise('alembic-todo', ['upgrade'], 1, database);
  phasewise('alembic-todo', ['approve', '003', '--rule', 'index-build-under-exclusive-lock', '--reason', 'tasks has 1,000 rows: the builds take milliseconds', '--who', 'ada@example.org'], 0, database);
  phasewise('alembic-todo', ['upgrade'], 0, database);
  phasewise('alembic-todo', ['status'], 0, database);

  say('And back, judged for itself');
  phasewise('alembic-todo', ['downgrade', '002', '--dry-run'], 1, database);
  console.log('That was Phasewise. Your own project: npx phasewise lint');
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
