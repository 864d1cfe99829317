// `npm run facts`: writes what the system catalogs of all majors say of functions and casts. See CONTRIBUTING.md.
import fs from 'node:fs';
import { MAJORS } from '../../src/effects/effect.ts';
import { startEmbedded } from '../../src/server/embedded.ts';
import { install } from '../servers/install.mjs';
import type { Facts } from './gather.ts';
import { gather } from './gather.ts';
import { textsOf } from './texts.ts';

process.env['PHASEWISE_SERVERS'] ??= install();
const all: Facts[] = [];
for (const major of MAJORS) {
  const server = await startEmbedded({ major, data: { kind: 'new' } });
  try {
    all.push(await gather(major, server.address));
  } finally {
    await server.stop();
  }
}
for (const [file, text] of textsOf(all)) fs.writeFileSync(file, text);
