// `npm run alembic-graph -- <folder…>`: heads, branches, history and show of real projects beside real Alembic's. See docs/alembic-reading.md.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { absolute, disk } from '../../src/project/disk.ts';
import type { Project } from '../../src/project/project.ts';
import { configurationIn } from '../../src/sources/alembic/configuration.ts';
import { folderOf } from '../../src/text/path.ts';
import { phasewise } from '../cli/fake-io.ts';
import { projectsFoundIn } from './projects.ts';

/** The Python that has Alembic: Debian's, unless ALEMBIC_PYTHON names another. */
const PYTHON = process.env['ALEMBIC_PYTHON'] ?? '/usr/bin/python3';
/** So many revisions of each project are shown. */
const SHOWN = 12;

const { positionals } = parseArgs({ allowPositionals: true });
if (positionals.length === 0) throw new Error('npm run alembic-graph -- <folder…>');

let [asked, equal] = [0, 0];
for (const project of positionals.flatMap((written) => projectsFoundIn(absolute(written), 18)).filter(({ source }) => source.name === 'Alembic')) {
  const answers = alembicSays(project);
  const different: string[] = [];
  for (const [command, alembic] of Object.entries(answers)) {
    const { out, err } = await phasewise(command, project.root);
    asked += 1;
    if (comparable(command, alembic) === comparable(command, out)) equal += 1;
    else different.push(`  ${command}\n${firstDifference(comparable(command, alembic), comparable(command, out === '' ? err : out))}`);
  }
  console.log([`${project.root}: the same answer to ${Object.keys(answers).length - different.length} of ${Object.keys(answers).length} questions`, ...different].join('\n'));
}
console.log(`\nIn total the same answer to ${equal} of ${asked} questions`);

function alembicSays({ found, migrations }: Project): Readonly<Record<string, string>> {
  const step = Math.max(1, Math.floor(migrations.length / SHOWN));
  const show = migrations.filter((_, at) => at % step === 0).map(({ revision }) => revision);
  const { recursive = false, scripts = found.root } = configurationIn(found.root, disk) ?? {};
  const input = JSON.stringify({ folders: found.folders, recursive, beside: folderOf(scripts), show });
  const ran = spawnSync(PYTHON, ['-B', '-I', '-X', 'utf8', fileURLToPath(new URL('alembic_graph.py', import.meta.url))], { input, encoding: 'utf8', maxBuffer: 1e9 });
  if (ran.status !== 0) throw new Error(`${PYTHON} cannot run Alembic.\n${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/**
 * What an answer says: Phasewise adds titles to heads and branch points, puts those of history on one line, shortens paths
 * and says that there are no branches. The order of parents, and of branches that do not depend on each other, is nobody's.
 */
function comparable(command: string, text: string): string {
  const lines = text.replace(/^There are no branches: .*/, '').trim().split('\n').map((line) => line.trimEnd());
  switch (command) {
    case 'history': return lines.join('\n').replace(/\n(?!.* -> )/g, ' ').split('\n').map((line) => sortedIn(line.replace(/,? *$/, '').replace(/\s+/g, ' '), /^.*?(?= -> )/)).sort().join('\n');
    case 'heads': return lines.map((line) => line.replace(/\),.*/, ')')).sort().join('\n');
    case 'branches': return lines.map((line) => line.replace(/, .*/, '').trimEnd()).sort().join('\n');
    default: return lines.map((line) => sortedIn(line.replace(/^Path: .*\//, 'Path: '), /(?<=^(?:Merges|Branches into|Parent): ).*/)).join('\n');
  }
}

/** The names that the pattern finds in a line, in the order of the alphabet. */
function sortedIn(line: string, names: RegExp): string {
  return line.replace(names, (found) => found.split(', ').sort().join(', '));
}

function firstDifference(alembic: string, ours: string): string {
  const [their, our] = [alembic.split('\n'), ours.split('\n')];
  const at = their.findIndex((line, index) => line !== our[index]);
  const from = at < 0 ? their.length : at;
  return `    Alembic:   ${their[from] ?? 'nothing'}\n    Phasewise: ${our[from] ?? 'nothing'}`;
}
