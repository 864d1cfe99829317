import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read.ts';
import { disk } from '../../src/project/disk.ts';
import { phasewise } from './fake-io.ts';
import { folder, SHOP } from './folder.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/projects');

test('writes a configuration that says what is there, and what to do about it', async () => {
  const root = folder(SHOP);
  expect(await phasewise('init', root)).toEqual({
    code: 0,
    out: '✓ phasewise.toml for 2 revisions of plain SQL in migrations\n\n1 error in what is there already. `phasewise lint` shows it; `phasewise baseline` makes lint speak of what is new only.\n',
    err: '',
  });
  await expect(fs.readFileSync(`${root}/phasewise.toml`, 'utf8')).toMatchFileSnapshot('snapshots/init.toml');
});

test('writes over nothing', async () => {
  const root = folder({ ...SHOP, 'package.json': '{ "phasewise": {} }' });
  expect(await phasewise('init', root)).toEqual({ code: 2, out: '', err: 'phasewise: package.json configures Phasewise already. `phasewise init --print` shows what a new one would say.\n' });
  expect(fs.existsSync(`${root}/phasewise.toml`)).toBe(false);
});

describe('what it writes is a configuration that changes nothing', () => {
  test.each(fs.readdirSync(FIXTURES))('for %s', async (name) => {
    const { out } = await phasewise('init --print', `${FIXTURES}/${name}`);
    const root = folder({ 'phasewise.toml': out });
    const { path: _path, published: _published, ...said } = readConfig(root, disk, rules);
    expect(said).toEqual(DEFAULT_CONFIG);
  });

  test('each line of it that is commented out is one', () => {
    const lines = fs.readFileSync(path.resolve(import.meta.dirname, 'snapshots/init.toml'), 'utf8').split('\n');
    const whole = lines.map((line) => (/^# (?:[a-z-_]+ = |\[)/.test(line) ? line.slice(2) : line)).filter((line) => !line.startsWith('start-after = ""')).join('\n');
    const root = folder({ 'phasewise.toml': whole });
    expect(readConfig(root, disk, rules)).toMatchObject({ postgres: [14, 15, 16, 17, 18], tool: 'phasewise', preset: 'recommended', startAfter: '002', rules: { 'drop-column': { level: 'warning' } } });
  });
});
