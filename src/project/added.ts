import type { CannotWrite } from '../migrations/division.ts';
import type { Body, Draft, Said } from '../migrations/draft.ts';
import type { Revision } from '../revisions/revision.ts';
import type { World } from '../text/world.ts';
import type { Contents } from './changed-files.ts';
import { contentsAfter, withContents } from './changed-files.ts';
import type { Project } from './project.ts';
import { openProject, openingOf } from './project.ts';

/** A project with one more migration, in memory. */
export interface Added {
  readonly project: Project;
  readonly world: World;
  readonly revision: Revision;
  /** The files of the migration; the first one holds the upgrade. */
  readonly contents: Contents;
  readonly notes: readonly string[];
}

/** The files would not be the migration that was asked for; one full sentence. */
export interface Misread { readonly misread: string }

/** Writes a migration as the next one of a project, and reads it again: nothing is written that would be another one. */
export function added(project: Project, world: World, said: Said, body: Body, made: Pick<Draft, 'at' | 'random'>): Added | CannotWrite | Misread {
  const { source, found, tool } = project;
  const drafted = source.author.draft({ ...said, ...body, ...made }, { found, world, migrations: inOrder(project), tool });
  if ('cannot' in drafted) return drafted;
  const contents = contentsAfter(drafted.changes, world);
  const after = withContents(world, contents);
  const now = openProject({ ...openingOf(project), world: after });
  const problem = now.problems.find(({ level, place }) => level === 'error' && contents.has(place.path));
  if (problem) return { misread: problem.message };
  const revision = [...now.graph?.revisions.values() ?? []].find(({ migration }) => migration.upgrade.path === drafted.path);
  const lost = revision ? lostIn(revision, said, (name) => now.graph?.labels.get(name) ?? name) ?? body.imports.find((line) => ![...contents.values()].some((text) => text?.includes(line))) : 'revision';
  if (revision && lost === undefined) return { project: now, world: after, revision, contents, notes: drafted.notes };
  return { misread: `The template of this project leaves ${lost ?? 'revision'} out, so the file would not be the revision that was asked for.` };
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

function inOrder({ graph, migrations }: Project): Project['migrations'] {
  return graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
}
