// `npm run alembic-beside -- <folder…> [--json]`: scripts of real projects beside what real Alembic prints for each alone. See docs/alembic-reading.md.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Script } from '../../src/migrations/migration.ts';
import { isScript } from '../../src/migrations/migration.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import type { Project } from '../../src/project/project.ts';
import { configurationIn } from '../../src/sources/alembic/configuration.ts';
import { comesBefore } from '../../src/sources/alembic/emit/versions.ts';
import { environmentIn } from '../../src/sources/alembic/env.ts';
import { ProjectModules } from '../../src/sources/alembic/modules.ts';
import { compare } from '../alembic-parity/compare.ts';
import { statementsIn } from '../alembic-parity/statements.ts';
import { projectsFoundIn } from './projects.ts';
import { alike, sent } from './went-otherwise.ts';

type Answer = { readonly sql: string } | { readonly needs: string } | { readonly stops: string } | { readonly none: true };
interface Answers { readonly versions: Readonly<Record<string, string>>; readonly revisions: Readonly<Record<string, Readonly<Record<'upgrade' | 'downgrade', Answer>>>> }

/** The Python that has Alembic: Debian's, unless ALEMBIC_PYTHON names another. */
const PYTHON = process.env['ALEMBIC_PYTHON'] ?? '/usr/bin/python3';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
if (positionals.length === 0) throw new Error('npm run alembic-beside -- <folder…> [--json]');

interface Difference { readonly script: string; readonly alembic: string | undefined; readonly phasewise: string | undefined }
interface Beside {
  readonly root: string;
  /** Scripts that Alembic prints without the project, and that are read whole. */
  readonly compared: number;
  readonly equal: number;
  readonly differences: readonly Difference[];
  /** Printed by Alembic, and not read whole. */
  readonly unread: number;
  /** Not printed by Alembic: it stops, or needs the project itself. */
  readonly stops: number;
  readonly needs: number;
  /** Why Alembic stops where all is read. */
  readonly stopsReadWhole: Readonly<Record<string, number>>;
  readonly normalisations: Readonly<Record<string, number>>;
}

const all = positionals.flatMap((written) => projectsFoundIn(absolute(written), 18).filter(({ source }) => source.name === 'Alembic').map(readFor).map(besideOf));
if (values.json === true) console.log(JSON.stringify(all, undefined, 1));
else {
  for (const { root, compared, equal, differences, unread, stops, needs } of all) {
    console.log(`${root}: equal ${equal} of ${compared}; printed by Alembic and not read whole ${unread}; Alembic stops ${stops}, needs the project ${needs}`);
    for (const { script, alembic, phasewise } of differences) console.log(`  ${script}\n    Alembic:   ${oneLine(alembic)}\n    Phasewise: ${oneLine(phasewise)}`);
  }
  const sum = (of: (one: Beside) => number) => all.reduce((total, one) => total + of(one), 0);
  const [compared, equal] = [sum((one) => one.compared), sum((one) => one.equal)];
  console.log(`\nIn total equal ${equal} of ${compared} (${((100 * equal) / Math.max(1, compared)).toFixed(2)} %); printed by Alembic and not read whole ${sum((one) => one.unread)}; Alembic stops ${sum((one) => one.stops)}, needs the project ${sum((one) => one.needs)}`);
  for (const [name, count] of counted(all.map((one) => one.normalisations))) console.log(`  with "${name}" ${count}`);
  for (const [name, count] of counted(all.map((one) => one.stopsReadWhole))) console.log(`  read whole where Alembic stops: ${count} ${name}`);
}

/** As the version at hand has it, where that is an old one: it ignores keywords, and stops at some. */
function readFor(project: Project): Project {
  const version = spawnSync(PYTHON, ['-c', 'import alembic; print(alembic.__version__)'], { encoding: 'utf8' }).stdout.trim();
  if (!comesBefore(version, '1.9')) return project;
  return { ...project, migrations: project.source.read({ ...project.found, toolVersion: version }, disk).migrations };
}

function oneLine(sql: string | undefined): string {
  return sql === undefined ? 'nothing' : sql.replace(/\s+/g, ' ').slice(0, 400);
}

function besideOf(project: Project): Beside {
  const { revisions } = alembicAlone(project);
  const normalisations: Record<string, number> = {};
  const stopsReadWhole: Record<string, number> = {};
  const differences: Difference[] = [];
  let [compared, unread, stops, needs] = [0, 0, 0, 0];
  for (const { script, direction } of project.migrations.flatMap(({ upgrade, downgrade }) => [{ script: upgrade, direction: 'upgrade' as const }, ...(isScript(downgrade) ? [{ script: downgrade, direction: 'downgrade' as const }] : [])])) {
    const answer = revisions[script.path]?.[direction];
    const whole = isWhole(script);
    if (!answer || 'none' in answer) continue;
    if ('needs' in answer) needs += 1;
    else if ('stops' in answer) {
      stops += 1;
      const [reason] = answer.stops.split(/['"(]/);
      if (whole) stopsReadWhole[reason ?? ''] = (stopsReadWhole[reason ?? ''] ?? 0) + 1;
    } else if (!whole) unread += 1;
    else {
      compared += 1;
      const theirs = statementsIn(answer.sql);
      const { statements, ways } = alike(theirs, sent(script.steps));
      const { difference, used } = compare(theirs, statements);
      for (const name of [...used, ...ways]) normalisations[name] = (normalisations[name] ?? 0) + 1;
      if (difference) differences.push({ script: `${script.path} ${direction}`, alembic: difference.alembic, phasewise: difference.phasewise });
    }
  }
  return { root: project.root, compared, equal: compared - differences.length, differences, unread, stops, needs, stopsReadWhole, normalisations };
}

function isWhole({ steps }: Script): boolean {
  return steps.every((step) => step.kind !== 'unread' || step.reach === 'nothing');
}

function alembicAlone({ found, migrations }: Project): Answers {
  const scripts = configurationIn(found.root, disk)?.scripts ?? found.root;
  const { naming } = environmentIn(scripts, disk, new ProjectModules(scripts, disk));
  const input = JSON.stringify({ naming, files: migrations.map(({ upgrade }) => upgrade.path) });
  const ran = spawnSync(PYTHON, ['-B', '-I', '-X', 'utf8', fileURLToPath(new URL('alembic_alone.py', import.meta.url))], { input, encoding: 'utf8', maxBuffer: 1e9, env: { PYTHONHASHSEED: '0' } });
  if (ran.status !== 0) throw new Error(`${PYTHON} cannot run Alembic.\n${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

function counted(all: readonly Readonly<Record<string, number>>[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [name, count] of all.flatMap((one) => Object.entries(one))) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].sort(([, a], [, b]) => b - a);
}
