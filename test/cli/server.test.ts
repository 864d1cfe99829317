import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';

test.each([['add 12'], ['remove 19'], ['add sixteen']])('server %s', async (args) => {
  const typed = args.split(' ')[1] ?? '';
  expect(await phasewise(`server ${args}`, '/')).toEqual({
    code: 2, out: '', err: `phasewise: ${typed} is no major of PostgreSQL that can be installed. Choose one of 13, 14, 15, 16, 17, 18.\n`,
  });
});
