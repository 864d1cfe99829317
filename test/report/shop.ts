import pc from 'picocolors';
import type { Cure, Phase } from '../../src/migrations/cure.ts';
import type { Source } from '../../src/migrations/source.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Context } from '../../src/report/format.ts';
import type { Reported } from '../../src/rule/finding.ts';
import type { About } from '../../src/rule/rule.ts';
import type { Review } from '../../src/project/review.ts';
import { cureEditsOf } from '../../src/project/cure-edits.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject, scriptOf } from '../../src/project/project.ts';
import { placeOf } from '../../src/text/mapped.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

export const RULES: readonly About[] = [
  {
    name: 'index-not-concurrent',
    summary: 'Build an index concurrently.',
    why: 'Writers wait until the index is built.',
    pack: 'core',
    since: '0.1.0',
    manual: ['https://www.postgresql.org/docs/current/sql-createindex.html'],
  },
  { name: 'truncate', summary: 'Do not truncate a live table.', why: 'Its rows are gone.', pack: 'warn', since: '0.1.0', manual: [] },
];

export const context: Context = { rules: RULES, version: '9.9.9', colors: pc.createColors(false), columns: 100, cwd: '/repo' };
export const narrow: Context = { ...context, columns: 40 };
export const coloured: Context = { ...context, colors: pc.createColors(true) };

/** A plain SQL project under /repo/<name>, from the texts of its files. */
export function shop(files: Readonly<Record<string, string | Uint8Array>>, name = 'shop', source: Source = sqlSource): Project {
  const folder = `/repo/${name}/migrations`;
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text])));
  const found = { root: `/repo/${name}`, folders: [folder], versionTable: { name: 'phasewise_version' } };
  return openProject({ source, found, config: DEFAULT_CONFIG, world });
}

/** A finding about the words of a statement: the step `index` of the upgrade of a revision. */
export function finding(project: Project, revision: string, index: number, words: string, more: Partial<Reported> = {}): Reported {
  const at = { script: `${revision}#up`, index } as const;
  const step = scriptOf(project, at.script)?.steps[index];
  if (step?.kind !== 'statement') throw new Error(`no statement ${index} in ${revision}`);
  const start = step.sql.text.indexOf(words);
  if (start < 0) throw new Error(`no ${words} in ${step.sql.text}`);
  return {
    rule: 'index-not-concurrent',
    level: 'error',
    message: 'Nobody can write to orders while the index is built: INSERT, UPDATE and DELETE wait until the end of the statement.',
    place: placeOf(step.sql, { start, end: start + words.length }),
    at,
    majors: project.majors,
    fingerprint: 'f00d',
    because: [],
    cure: { kind: 'none', because: 'Somebody must decide.' },
    ...more,
  };
}

type SomePhase = Partial<Phase> & Pick<Phase, 'parts'>;

export function cure(...phases: readonly SomePhase[]): Cure {
  return { kind: 'phases', same: false, phases: phases.map((phase) => ({ phase: 'expand', transaction: 'own', ...phase })) };
}

/** One that is the same migration made safe. */
export function sameCure(phase: SomePhase): Cure {
  return { kind: 'phases', same: true, phases: [{ phase: 'expand', transaction: 'own', ...phase }] };
}

export function review(project: Project, parts: Partial<Review> = {}): Review {
  const statements = project.migrations.flatMap(({ upgrade }) => upgrade.steps).filter(({ kind }) => kind === 'statement').length;
  return {
    project,
    directions: ['up'],
    scripts: project.migrations.map(({ upgrade: { id, path }, title }) => ({ id, path, title, locks: () => ({ locks: [], unknown: 0 }) })),
    editsOf: (one) => cureEditsOf(one, project),
    findings: [],
    approved: [],
    allowed: [],
    known: [],
    problems: project.problems,
    unread: [],
    counts: { revisions: project.migrations.length, statements, standIns: 0, unread: 0, unknown: 0 },
    placeholders: [],
    ...parts,
  };
}
