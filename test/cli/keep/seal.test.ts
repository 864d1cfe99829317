import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ownSecret, secretIn } from '../../../src/cli/keep/seal.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-seal-'));
afterAll(() => { fs.rmSync(scratch, { recursive: true, force: true }); });

test.skipIf(process.platform === 'win32')('the folder of the secret is ours alone, and the cache around it is open to servers of another user', () => {
  const folder = path.join(scratch, 'phasewise', 'lint-0');
  const secret = ownSecret(folder);
  expect(secretIn(folder)).toEqual(secret);
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  expect(fs.statSync(path.dirname(folder)).mode & 0o777).toBe(0o777 & ~process.umask());
});
