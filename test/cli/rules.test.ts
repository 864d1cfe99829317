import { expect, test } from 'vitest';
import { families, rules } from '../../rules/index.ts';
import { columnsOf } from '../../src/report/width.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

interface Listed { readonly name: string; readonly family: string; readonly pack: string; readonly level: string; readonly options: object }

test.each([40, 80, 120, 200])('every rule is listed once, under its family, in %i columns', async (columns) => {
  const { code, out, err } = await phasewise('rules', '/', { columns });
  expect([code, err]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines.filter((line) => families.some(({ name }) => name === line))).toEqual(families.map(({ name }) => name));
  for (const { name, rules: own } of families) {
    const section = lines.slice(lines.indexOf(name) + 1).slice(0, lines.slice(lines.indexOf(name) + 1).indexOf(''));
    for (const rule of own) expect(section.filter((line) => new RegExp(`^  ${rule.name} +${rule.pack} +(?:error|warning|off)`).test(line))).toHaveLength(1);
  }
  if (columns === 200) for (const { summary } of rules) expect(out).toContain(`  ${summary.slice(0, 30)}`);
});

test('no line is wider than a terminal of 80 columns', async () => {
  const { out } = await phasewise('rules', '/', { columns: 80 });
  expect(out.split('\n').filter((line) => columnsOf(line) > 80)).toEqual([]);
});

test('levels are those of the folder, and where they come from is said', async () => {
  const root = folder({ 'phasewise.toml': '[rules]\ntruncate = "off"\ndrop-table = "note"\n' });
  const { out } = await phasewise('rules', root, { columns: 120 });
  expect(out).toMatch(/^ {2}truncate +core +off\* /m);
  expect(out).toMatch(/^ {2}drop-table +core +note\* /m);
  expect(out).toMatch(/^ {2}drop-column +core +error {2,}/m);
  expect(out).toContain('1 at note, ');
  expect(out).toContain(' · * set in phasewise.toml\n');
  expect((await phasewise('rules', '/')).out).not.toContain('*');
});

test('a preset and levels for some files are said', async () => {
  const root = folder({ 'phasewise.toml': 'preset = "strict"\n[[paths]]\nfiles = ["old/**"]\n[paths.rules]\ntruncate = "off"\n' });
  const { out } = await phasewise('rules', root, { columns: 200 });
  expect(out).toMatch(/ · preset strict · other levels for some files in phasewise\.toml\n/);
  expect(out).toMatch(/^ {2}unbatched-dml +warn +error {2,}/m);
});

test('--json says the same', async () => {
  const root = folder({ 'phasewise.toml': '[rules]\ntruncate = "off"\n' });
  const read: { schema: number; rules: readonly Listed[] } = JSON.parse((await phasewise('rules --json', root)).out);
  expect(read.schema).toBe(1);
  expect(read.rules.map(({ name }) => name).sort()).toEqual(rules.map(({ name }) => name));
  expect(read.rules.find(({ name }) => name === 'truncate')).toMatchObject({ family: 'destructive', pack: 'core', level: 'off', options: {} });
});

test('a broken configuration is one clear message', async () => {
  const { code, out, err } = await phasewise('rules', folder({ 'phasewise.toml': '[rules]\ntrunkate = "off"\n' }));
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('Did you mean truncate?');
});
