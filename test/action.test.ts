import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { rules } from '../rules/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const ACTION = fs.readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
const [, block = ''] = /^ +run: \|\n([\s\S]*)$/m.exec(ACTION) ?? [];
const SCRIPT = block.replace(/^ {8}/gm, '');

const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-action-')));
afterAll(() => { fs.rmSync(home, { recursive: true, force: true }); });

interface Inputs { version?: string; args?: string; 'working-directory'?: string; format?: string; 'fail-on'?: string; 'sarif-file'?: string }
interface Ran { readonly workspace: string; readonly code: number | null; readonly out: string; readonly err: string; readonly outputs: Readonly<Record<string, string>> }

/** The default of an input, and the variable that carries it, as action.yml has them. */
function variables(inputs: Inputs): Record<string, string> {
  const carried = [...ACTION.matchAll(/^ +(\w+): \$\{\{ inputs\.([\w-]+) \}\}$/gm)];
  return Object.fromEntries(carried.map(([, variable = '', input = '']) => {
    const [, byDefault = ''] = new RegExp(`^  ${input}:\\n.*\\n    default: (.*)$`, 'm').exec(ACTION) ?? [];
    return [variable, (inputs as Record<string, string>)[input] ?? byDefault.replace(/^''$/, '')];
  }));
}

/** Runs the action's script in a copy of the fixture projects, as GitHub's runner would. */
function run(inputs: Inputs, script: string = SCRIPT): Ran {
  const workspace = fs.mkdtempSync(path.join(home, 'workspace-'));
  fs.cpSync(path.join(ROOT, 'fixtures/projects'), workspace, { recursive: true });
  const outputs = path.join(workspace, 'outputs');
  fs.writeFileSync(outputs, '');
  const env = {
    PATH: [path.join(home, 'bin'), path.dirname(process.execPath), '/usr/bin', '/bin'].join(path.delimiter),
    GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, GITHUB_OUTPUT: outputs, PHASEWISE_ACTION: ROOT,
    ...variables({ version: 'installed', ...inputs }),
  };
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], { cwd: workspace, encoding: 'utf8', env });
  const written = fs.readFileSync(outputs, 'utf8').trim().split('\n').map((line) => line.split('='));
  return { workspace, code: status, out: stdout, err: stderr, outputs: Object.fromEntries(written.map(([name = '', value = '']) => [name, value.replace(workspace, '.')])) };
}

beforeAll(() => {
  fs.mkdirSync(path.join(home, 'bin'));
  const bin = (name: string, line: string) => { fs.writeFileSync(path.join(home, 'bin', name), `#!/bin/sh\n${line}\n`, { mode: 0o755 }); };
  bin('phasewise', `exec '${process.execPath}' '${path.join(ROOT, 'dist/bin.cjs')}' "$@"`);
  bin('npx', 'echo "npx $*" >> "$GITHUB_WORKSPACE/npx"; shift 2; exec phasewise "$@"');
});

test('takes every input as a variable, and writes none into its script', () => {
  const inputs = [...(/^inputs:\n([\s\S]*?)\n\n/m.exec(ACTION)?.[1] ?? '').matchAll(/^ {2}([\w-]+):$/gm)].map(([, name]) => name);
  expect(inputs).toEqual(['version', 'args', 'working-directory', 'format', 'fail-on', 'sarif-file']);
  expect(Object.keys(variables({}))).toHaveLength(inputs.length);
  expect(SCRIPT).not.toContain('${{');
  expect(SCRIPT).toMatch(/^set -u/);
});

describe('a step', () => {
  test('annotates what it finds, counts it, and fails', () => {
    const { code, out, outputs } = run({ 'working-directory': 'alembic-unsafe' });
    expect(out).toContain('::error file=alembic-unsafe/migrations/versions/8d02b6c55e31_drop_fax.py,line=21');
    expect({ code, outputs }).toEqual({ code: 1, outputs: { 'exit-code': '1', findings: '9' } });
  });

  test('passes where there is nothing to say', () => {
    const { code, outputs } = run({ args: 'alembic-todo/migrations/versions/001_initial_schema.py' });
    expect({ code, outputs }).toEqual({ code: 0, outputs: { 'exit-code': '0', findings: '0' } });
  });

  test('hands its arguments on', () => {
    const { out } = run({ args: ' --project alembic-todo\n --down ', format: 'json' });
    expect(JSON.parse(out)).toMatchObject({ projects: [{ root: 'alembic-todo', directions: ['up', 'down'] }] });
  });

  test('runs nothing that an input might contain', () => {
    const evil = '$(touch broken) `touch broken` ; touch broken';
    for (const input of ['args', 'working-directory', 'format', 'fail-on', 'sarif-file', 'version']) {
      const { workspace } = run({ [input]: evil });
      expect(fs.readdirSync(workspace, { recursive: true })).not.toContain('broken');
    }
  });

  test.each([
    ['never', 0],
    ['error', 1],
    ['note', 1],
  ])('fails on %s', (level, code) => {
    expect(run({ 'working-directory': 'alembic-unsafe', 'fail-on': level })).toMatchObject({ code, outputs: { 'exit-code': '1', findings: '9' } });
  });

  test.each([
    ['error', 0],
    ['warning', 1],
    ['note', 1],
    ['never', 0],
  ])('with findings at the level of warnings alone, asked to fail on %s, ends with %i', (level, code) => {
    const levels = rules.filter(({ pack }) => pack === 'core').map(({ name }) => `${name} = "warning"\\n`).join('');
    const lowered = `printf '[rules]\\n${levels}' > alembic-todo/phasewise.toml\n${SCRIPT}`;
    expect(run({ 'working-directory': 'alembic-todo', 'fail-on': level }, lowered)).toMatchObject({ code, outputs: { 'exit-code': '0', findings: expect.stringMatching(/^[1-9]/) } });
  });

  test('writes SARIF where it is asked to, and says where', () => {
    const { workspace, outputs } = run({ 'working-directory': 'sql-shop', 'sarif-file': 'reports/phasewise.sarif' });
    expect(outputs).toMatchObject({ sarif: './sql-shop/reports/phasewise.sarif' });
    const { runs } = JSON.parse(fs.readFileSync(path.join(workspace, outputs['sarif'] ?? ''), 'utf8'));
    expect(runs[0].results).toHaveLength(Number(outputs['findings']));
  });

  test.each([
    [{ 'fail-on': 'sometimes' }, 'phasewise: fail-on takes error, warning, note or never, not sometimes.'],
    [{ 'working-directory': 'nowhere' }, 'phasewise: there is no folder nowhere.'],
    [{ format: 'prety' }, 'phasewise: there is no format prety. Did you mean pretty?'],
    [{ args: 'nowhere', 'fail-on': 'never' }, 'nowhere'],
  ])('with %o fails and says so, whatever it should fail on', (inputs, message) => {
    const { code, err, outputs } = run(inputs);
    expect(err).toContain(message);
    expect({ code, outputs }).toEqual({ code: 2, outputs: { 'exit-code': '2' } });
  });

  test.each([
    ['', `npx --yes phasewise@${manifest.version} lint`],
    ['1.2.3', 'npx --yes phasewise@1.2.3 lint'],
  ])('of version %j asks npm for %s', (version, asked) => {
    const { workspace } = run({ version, 'working-directory': 'sql-shop' });
    expect(fs.readFileSync(path.join(workspace, 'npx'), 'utf8').split('\n')[0]).toBe(`${asked} --format github`);
  });

  test('takes the phasewise of the project before any other', () => {
    const own = `mkdir -p node_modules/.bin; printf '#!/bin/sh\\necho ours; exit 2\\n' > node_modules/.bin/phasewise; chmod +x node_modules/.bin/phasewise\n${SCRIPT}`;
    expect(run({}, own)).toMatchObject({ code: 2, out: 'ours\n' });
  });
});
