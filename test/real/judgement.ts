// `npm run judgement -- <folder…> [--pg 16] [--seed n] [--findings 300] [--statements 200] [--kept <folder>] [--json]`: see docs/judgement.md.
import { parseArgs } from 'node:util';
import { rules } from '../../rules/index.ts';
import { absolute } from '../../src/project/disk.ts';
import type { Project } from '../../src/project/project.ts';
import type { EmbeddedServer } from '../../src/server/embedded.ts';
import { startEmbedded } from '../../src/server/embedded.ts';
import type { Major } from '../../src/server/majors.ts';
import { majorOf } from '../../src/server/majors.ts';
import { install } from '../servers/install.mjs';
import type { JudgedProject } from './judged.ts';
import { judged } from './judged.ts';
import { judgementOf, judgementText, projectLine } from './judgement-text.ts';
import { projectsFoundIn } from './projects.ts';
import { stageOn } from './stage.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pg: { type: 'string', default: '16' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean' },
    findings: { type: 'string', default: '300' }, statements: { type: 'string', default: '200' }, kept: { type: 'string' },
  },
});
const major = majorOf(values.pg);
if (positionals.length === 0 || major === undefined) {
  throw new Error('npm run judgement -- <folder…> [--pg 13…18] [--seed n] [--findings 300] [--statements 200] [--kept <folder>] [--json]');
}

process.env['PHASEWISE_SERVERS'] ??= install();
const server = await startEmbedded({ major, data: { kind: 'new' }, settings: { max_connections: '100', max_locks_per_transaction: '512' } });
const all: JudgedProject[] = [];
try {
  for (const folder of positionals.map((written) => absolute(written))) {
    for (const project of projectsFoundIn(folder, major)) {
      const one = await ofProject(project, server, major);
      all.push(one);
      console.error(projectLine(one));
    }
  }
} finally {
  await server.stop();
}
const judgement = judgementOf(all, { seed: Number(values.seed), findings: Number(values.findings), statements: Number(values.statements), major });
console.log(values.json ? JSON.stringify({ ...judgement, projects: all }, undefined, 1) : judgementText(judgement));

async function ofProject(project: Project, running: EmbeddedServer, on: Major): Promise<JudgedProject> {
  const stage = await stageOn(running);
  try {
    return await judged({ ...project, majors: [on] }, { rules, stage, kept: values.kept });
  } catch (error) {
    const crash = error instanceof Error ? error.stack ?? error.message : String(error);
    return { root: project.root, layout: project.found.tool?.name ?? project.source.name, statements: 0, ran: 0, findings: [], hazards: [], strayed: [], refused: {}, crash };
  } finally {
    await stage.crew.end();
    await stage.admin.client.end();
  }
}
