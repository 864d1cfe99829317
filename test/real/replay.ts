// `npm run replay -- <folder…> [--pg 16] [--json]`: what is read of real projects, beside what a server has. See CONTRIBUTING.md.
import { parseArgs } from 'node:util';
import { absolute } from '../../src/project/disk.ts';
import type { Project } from '../../src/project/project.ts';
import type { EmbeddedServer } from '../../src/server/embedded.ts';
import { startEmbedded } from '../../src/server/embedded.ts';
import { majorOf } from '../../src/server/majors.ts';
import { install } from '../servers/install.mjs';
import { freshDatabase } from './database.ts';
import type { Comparison } from './on-server.ts';
import { compareOnServer } from './on-server.ts';
import { projectsIn } from './projects.ts';
import type { Told } from './report.ts';
import { projectText, totalText } from './report.ts';
import { countsOf } from './tally.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { pg: { type: 'string' }, json: { type: 'boolean' } } });
const major = values.pg === undefined ? undefined : majorOf(values.pg);
if (positionals.length === 0 || (values.pg !== undefined && major === undefined)) {
  throw new Error('npm run replay -- <folder…> [--pg 13…18] [--json]');
}

if (major !== undefined) process.env['PHASEWISE_SERVERS'] ??= install();
const server = major === undefined ? undefined : await startEmbedded({ major, data: { kind: 'new' } });
const all: Told[] = [];
try {
  for (const folder of positionals.map((written) => absolute(written))) {
    for (const project of projectsIn(folder)) {
      const told: Told = { root: project.root, layout: project.found.tool?.name ?? project.source.name, ...countsOf(project), comparison: server && (await compared(project, server)) };
      all.push(told);
      if (!values.json) console.log(projectText(told));
    }
  }
} finally {
  await server?.stop();
}
console.log(values.json ? JSON.stringify(all, undefined, 1) : totalText(all));
process.exitCode = all.some(({ crashes, comparison }) => crashes.length > 0 || (comparison && comparison.differences.length > 0)) ? 1 : 0;

async function compared(project: Project, running: EmbeddedServer): Promise<Comparison> {
  const { client, admin, drop } = await freshDatabase(running);
  try {
    return await compareOnServer(project, client, admin);
  } finally {
    await drop();
  }
}
