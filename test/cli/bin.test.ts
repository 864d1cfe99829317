import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folder, SHOP } from './folder.ts';

/** Built by `npm run build`, which `npm test` does first. */
const BIN = fileURLToPath(new URL('../../dist/bin.cjs', import.meta.url));
const env = { PATH: process.env['PATH'] ?? '' };

function phasewise(args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [BIN, ...args], { cwd, env: { ...env, ...more }, encoding: 'utf8' });
}

test('the bundle lints: findings on standard output, 1 as exit code, no colour in a pipe', () => {
  const { status, stdout, stderr } = phasewise(['lint'], folder(SHOP));
  expect(stdout).toMatch(/^migrations\/002_index\.sql:1:1\n/);
  expect(stdout).not.toContain('\u001b');
  expect([status, stderr]).toEqual([1, '']);
});

test('FORCE_COLOR colours a pipe', () => {
  expect(phasewise(['lint'], folder(SHOP), { FORCE_COLOR: '1' }).stdout).toContain('\u001b[31merror\u001b[39m');
});

test('mistakes go to standard error with 2', () => {
  expect(phasewise(['lint', 'nowhere'], folder(SHOP))).toMatchObject({
    status: 2, stdout: '', stderr: 'phasewise: there is no file or folder nowhere.\n',
  });
});

test('a reader that has read enough ends it without a word', async () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`migrations/${1000 + at}_i.sql`, 'CREATE INDEX ON orders (buyer);']));
  const child = spawn(process.execPath, [BIN, 'lint'], { cwd: folder({ ...SHOP, ...many }), env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => { stderr += part.toString(); });
  child.stdout.once('data', () => child.stdout.destroy());
  await once(child, 'exit');
  expect(stderr).toBe('');
});

test('a long report reaches its reader whole', () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`migrations/${1000 + at}_i.sql`, 'CREATE INDEX ON orders (buyer);']));
  const { stdout } = phasewise(['lint', '--format', 'json'], folder({ ...SHOP, ...many }));
  const { projects }: { projects: readonly { findings: readonly unknown[] }[] } = JSON.parse(stdout);
  expect(projects[0]?.findings).toHaveLength(401);
});
