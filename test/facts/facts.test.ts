import fs from 'node:fs';
import { expect, test } from 'vitest';
import { MAJORS } from '../../src/effects/effect.ts';
import { runningServer } from '../server/running.ts';
import type { Facts } from './gather.ts';
import { gather } from './gather.ts';
import { textsOf } from './texts.ts';

test('the files of functions and casts say what the servers say', async () => {
  const all: Facts[] = [];
  for (const major of MAJORS) {
    const database = await (await runningServer(major)).database();
    all.push(await gather(major, database.address));
    await database.drop();
  }
  for (const [file, text] of textsOf(all)) expect(text === fs.readFileSync(file, 'utf8'), `${file} is stale: npm run facts`).toBe(true);
}, 120_000);
