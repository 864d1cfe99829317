import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderWith } from './linters.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A project that has the built package, an ESLint and one unsafe migration. */
function projectWith(eslint: string, files: Readonly<Record<string, string>>): string {
  const folder = folderWith({
    'migrations/001_tasks.sql': 'CREATE TABLE tasks (id bigint PRIMARY KEY);\n',
    'migrations/002_drop.sql': 'DROP TABLE tasks;\n',
    ...files,
  });
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(ROOT, path.join(folder, 'node_modules/phasewise'), 'junction');
  fs.symlinkSync(path.join(ROOT, 'node_modules', eslint), path.join(folder, 'node_modules/eslint'), 'junction');
  return folder;
}

function node(cwd: string, ...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  if (!fs.existsSync(path.join(ROOT, 'dist/src/eslint/index.js'))) throw new Error('dist is missing: run npm run build.');
});

const CONFIGS = {
  'eslint.config.cjs': 'const phasewise = require("phasewise/eslint");\nmodule.exports = [...phasewise.configs.recommended];\n',
  'eslint.config.mjs': 'import phasewise from "phasewise/eslint";\nexport default [...phasewise.configs.recommended];\n',
};

describe.each(['eslint-9', 'eslint'])('the package under %s', (eslint) => {
  const bin = 'node_modules/eslint/bin/eslint.js';

  test.each(Object.entries(CONFIGS))('is taken by %s', (file, text) => {
    const cwd = projectWith(eslint, { [file]: text });
    const { code, out, err } = node(cwd, bin, '--format', 'json', '.');
    expect(err.replace(/^.*(?:ExperimentalWarning|--trace-warnings).*$/gm, '').trim()).toBe('');
    const results: { filePath: string; messages: { ruleId: string }[] }[] = JSON.parse(out);
    expect(results.filter(({ filePath }) => filePath.endsWith('.sql')).map(({ filePath, messages }) => [path.basename(filePath), ...messages.map(({ ruleId }) => ruleId)])).toEqual([
      ['001_tasks.sql'],
      ['002_drop.sql', 'phasewise/drop-table'],
    ]);
    expect(code).toBe(1);
  });

  test('keeps its results in ESLint\'s cache, prints its configuration, reads from standard input', () => {
    const cwd = projectWith(eslint, { 'eslint.config.cjs': CONFIGS['eslint.config.cjs'] });
    const first = node(cwd, bin, '--cache', 'migrations');
    const again = node(cwd, bin, '--cache', 'migrations');
    expect(first.out).toContain('phasewise/drop-table');
    expect(again.out).toBe(first.out);
    expect(JSON.parse(node(cwd, bin, '--print-config', 'migrations/002_drop.sql').out)).toMatchObject({ language: 'phasewise/sql' });
    const stdin = spawnSync(process.execPath, [bin, '--stdin', '--stdin-filename', 'migrations/003_x.sql'], { cwd, encoding: 'utf8', input: 'DROP TABLE notes;' });
    expect(stdin.stdout).toContain('phasewise/drop-table');
  });
});

test('require() gives the plugin itself, and nothing is loaded or set before the first parse', () => {
  const cwd = projectWith('eslint', {});
  const { out, err } = node(cwd, '--no-warnings', '-e', `
    const v8 = require('node:v8');
    const compiled = [];
    const flags = [];
    const { Module } = WebAssembly;
    WebAssembly.Module = class extends Module { constructor(bytes) { super(bytes); compiled.push(bytes.length); } };
    v8.setFlagsFromString = (flag) => flags.push(flag);
    const plugin = require('phasewise/eslint');
    const loaded = () => [compiled.length, Object.keys(require.cache).some((file) => file.includes('pgsql-ast-parser'))];
    const before = loaded();
    const file = { path: '<text>', physicalPath: '<text>', bom: false, body: 'SELECT 1' };
    const { ok } = plugin.languages.sql.parse(file, { languageOptions: {} });
    console.log(JSON.stringify({ keys: Object.keys(plugin), before, ok, after: loaded(), flags }));
  `);
  expect(err).toBe('');
  expect(JSON.parse(out)).toEqual({
    keys: ['meta', 'languages', 'rules', 'configs'], before: [0, false], ok: true, after: [1, true], flags: [],
  });
});
