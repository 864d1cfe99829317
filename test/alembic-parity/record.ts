// `npm run alembic-parity`: runs real Alembic over the matrix and the fixture projects, and writes down what it prints. See CONTRIBUTING.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Job } from './alembic.ts';
import { runAlembic } from './alembic.ts';
import { GROUPS } from './groups.ts';
import { OTHERWISE } from './otherwise.ts';
import { projectFiles } from './project-files.ts';
import { projectFolder, PROJECTS } from './projects.ts';
import type { Printed, Recorded } from './recorded.ts';
import { recordedFile } from './recorded.ts';
import { meaningOf, statementsIn } from './statements.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'alembic-parity-'));
try {
  record();
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}

function record(): void {
  const alone = runAlembic(GROUPS.flatMap(({ cases, environment }, group) => cases.map((body, at) => upgrade(`${group}-${at}`, projectFiles([body], environment))))).runs.values();
  const apart = GROUPS.map(({ cases }) => Object.fromEntries(cases.flatMap((body, at): [string, Printed][] => {
    const printed = printedIn(alone.next().value ?? { stops: 'nothing' });
    return 'stops' in printed || OTHERWISE.has(body) || printed.sql.some((sql) => meaningOf(sql) === undefined) ? [[String(at), printed]] : [];
  })));
  const jobs = [
    ...GROUPS.map(({ cases, environment }, group) => upgrade(`${group}`, projectFiles(cases.filter((_, at) => !(at in (apart[group] ?? {}))), environment))),
    ...PROJECTS.flatMap((name): Job[] => [
      { folder: projectFolder(name), command: 'upgrade', range: 'base:head' }, { folder: projectFolder(name), command: 'downgrade', range: 'head:base' },
    ]),
  ];
  const { versions, runs } = runAlembic(jobs);
  const whole = runs.map((run, at) => {
    if ('stops' in run) throw new Error(`Alembic stops in ${JSON.stringify(jobs[at])}: ${run.stops}`);
    return statementsIn(run.sql);
  }).values();
  const next = () => whole.next().value ?? [];
  const recorded: Recorded = {
    ...versions,
    groups: Object.fromEntries(GROUPS.map(({ name }, group) => [name, { sql: next(), apart: apart[group] ?? {} }])),
    projects: Object.fromEntries(PROJECTS.map((name) => [name, { upgrade: next(), downgrade: next() }])),
  };
  const version = versions.alembic.split('.').slice(0, 2).join('.');
  fs.writeFileSync(recordedFile(version), `${JSON.stringify(recorded, undefined, 1)}\n`);
  process.stdout.write(`Alembic ${versions.alembic} with SQLAlchemy ${versions.sqlalchemy}: ${GROUPS.flatMap(({ cases }) => cases).length} cases, ${PROJECTS.length} projects.\n`);
}

function upgrade(name: string, files: Readonly<Record<string, string>>): Job {
  const folder = path.join(root, name);
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return { folder, command: 'upgrade', range: 'base:head' };
}

function printedIn(run: { readonly sql: string } | { readonly stops: string }): Printed {
  return 'stops' in run ? { stops: run.stops.replace(/0x[0-9a-f]+/g, '0x…') } : { sql: statementsIn(run.sql) };
}
