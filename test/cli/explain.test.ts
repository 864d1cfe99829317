import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { columnsOf } from '../../src/report/width.ts';
import { phasewise } from './fake-io.ts';

test('a rule at length', async () => {
  const { code, out, err } = await phasewise('explain index-not-concurrent', '/');
  await expect(out).toMatchFileSnapshot('snapshots/explain.txt');
  expect([code, err]).toEqual([0, '']);
});

test.each(rules.map(({ name }) => [name]))('%s fits a terminal of 40 columns, links and settings aside', async (name) => {
  const { out } = await phasewise(['explain', name], '/', { columns: 40 });
  const withoutExamples = out.replace(/\nFound\n[\s\S]*?\nPack\n/, '\n');
  const wide = withoutExamples.split('\n').filter((line) => columnsOf(line) > 40 && !line.includes('https://') && !line.includes(name) && !line.includes('`'));
  expect(wide).toEqual([]);
});

test('without a rule they are all listed, as by rules', async () => {
  expect(await phasewise('explain', '/')).toEqual(await phasewise('rules', '/'));
});

test('an unknown rule names the nearest', async () => {
  expect(await phasewise('explain drop-colum', '/')).toEqual({ code: 2, out: '', err: 'phasewise: there is no rule drop-colum. Did you mean drop-column?\n' });
  expect(await phasewise('explain zzzzzz', '/')).toEqual({ code: 2, out: '', err: 'phasewise: there is no rule zzzzzz. `phasewise rules` lists them all.\n' });
});
