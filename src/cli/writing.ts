import { randomBytes } from 'node:crypto';
import type { Draft } from '../migrations/draft.ts';
import { disk } from '../project/disk.ts';
import { overlaid } from '../project/overlaid.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../project/project.ts';
import { titled } from '../revisions/revision.ts';
import type { Revision } from '../revisions/revision.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { writeWhole } from './write-whole.ts';

/** What a person says of a new migration. */
export type Said = Pick<Draft, 'message' | 'id' | 'parents' | 'labels' | 'dependsOn' | 'folder'>;

/** What it does, in the language of its source. */
export type Body = Pick<Draft, 'up' | 'down' | 'imports'>;

/** Writes a migration into a file of its own, once it is certain that it reads as it is meant. Throws `UsageError`. */
export function writeMigration(project: Project, said: Said, body: Body, io: Io): Revision {
  checkId(said.id, project, io);
  const { source, found, migrations, tool } = project;
  const drafted = source.author.draft({ ...said, ...body, random: randomBytes(6).toString('hex'), at: new Date() }, { found, world: disk, migrations, tool });
  if ('cannot' in drafted) throw new UsageError(beginningSmall(drafted.cannot));
  const created = drafted.changes.flatMap((change) => (change.kind === 'create' ? [change] : []));
  const texts = new Map(created.map(({ path, text }) => [path, text]));
  const revision = asItReads(project, drafted.path, said, texts);

  for (const { path, text } of created) writeWhole(path, text);
  const after = revision.parents.length === 0 ? 'at the beginning' : `after ${revision.parents.flatMap((id) => project.graph?.revisions.get(id) ?? []).map(titled).join(' and ')}`;
  io.out(created.map(({ path }, at) => `${io.colors.green('✓')} ${relativeTo(io.cwd, path)}${at === 0 ? `, ${after}` : ''}\n`).join(''));
  for (const note of drafted.notes) io.err(`${io.colors.yellow('phasewise:')} ${note.replaceAll(`${io.cwd}/`, '')}\n`);
  return revision;
}

/** The revision as it will be read. Throws `UsageError` where it would be another one than was asked for. */
function asItReads(project: Project, path: string, said: Said, texts: ReadonlyMap<string, string>): Revision {
  const { source, found, config } = project;
  const world = overlaid(disk, [...texts.keys()], (file) => new TextEncoder().encode(texts.get(file) ?? ''));
  const { graph, problems } = openProject({ source, found, config, world });
  const [problem] = problems.filter(({ level, place }) => level === 'error' && texts.has(place.path));
  if (problem) throw new UsageError(`${beginningSmall(problem.message)} Nothing was written.`);
  const revision = [...graph?.revisions.values() ?? []].find(({ migration }) => migration.upgrade.path === path);
  const lost = revision ? lostIn(revision, said, (name) => graph?.labels.get(name) ?? name) : 'revision';
  if (revision && lost === undefined) return revision;
  throw new UsageError(`the template of this project leaves ${lost ?? 'revision'} out, so the file would not be the revision that was asked for. Nothing was written.`);
}

/** The variable that does not hold what it should. */
function lostIn({ parents, dependsOn, migration }: Revision, said: Said, idOf: (name: string) => string): string | undefined {
  if (!sameIds(parents, said.parents)) return 'down_revision';
  if (!sameIds(dependsOn, said.dependsOn.map(idOf))) return 'depends_on';
  return sameIds(migration.labels, said.labels) ? undefined : 'branch_labels';
}

function sameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}

/** `alembic_version.version_num` is a VARCHAR(32). */
const LONGEST_ID = 32;

function checkId(id: string | undefined, { graph }: Project, io: Io): void {
  if (id === undefined) return;
  const known = graph?.revisions.get(id);
  if (known) throw new UsageError(`--rev-id ${id} is taken: ${relativeTo(io.cwd, known.migration.place.path)} declares it.`);
  if (id.length > LONGEST_ID) throw new UsageError(`--rev-id ${id} has ${id.length} characters, and the version table holds ${LONGEST_ID}.`);
  if (!/^\w+$/.test(id)) throw new UsageError(`--rev-id ${id}: use letters, digits and underscores; addresses such as name@head, 003-1 and 001:003 are made of the others.`);
}

/** A sentence behind "phasewise: ". */
function beginningSmall(sentence: string): string {
  return /^(?:There|The|No)\b/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
