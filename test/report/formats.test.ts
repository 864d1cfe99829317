import { expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { sample } from './sample.ts';
import { context } from './shop.ts';

const ENDINGS: Readonly<Record<string, string>> = { checkstyle: 'xml', junit: 'xml', jsonl: 'jsonl', markdown: 'md', compact: 'txt', gcc: 'txt', github: 'txt', pretty: 'txt' };

test.each(FORMATS.map(({ name }) => [name]))('%s says everything of two projects', async (name) => {
  const format = FORMATS.find((one) => one.name === name);
  await expect(format?.render([sample(), sample('depot')], context)).toMatchFileSnapshot(`snapshots/sample.${name}.${ENDINGS[name] ?? 'json'}`);
});

test.each(FORMATS.map((format) => [format.name, format]))('%s ends in a line end, also where there is nothing', (_, format) => {
  expect(format.render([sample()], context)).toMatch(/\n$/);
  expect(format.render([], context)).toMatch(/^$|\n$/);
});
