import type { CannotWrite } from '../migrations/division.ts';
import type { Draft } from '../migrations/draft.ts';
import type { Direction } from '../migrations/migration.ts';
import type { World } from '../text/world.ts';
import type { PlannedMigration } from './autogenerate.ts';
import type { Contents } from './changed-files.ts';
import { contentsAfter, withContents } from './changed-files.ts';
import type { Opening, Project } from './project.ts';
import { openProject } from './project.ts';

/** What a person says of the first of several new migrations; the others follow it. */
export type SaidOfFirst = Pick<Draft, 'message' | 'id' | 'parents' | 'labels' | 'dependsOn' | 'folder'>;

/** One of them in its file. */
export interface WrittenMigration { readonly path: string; readonly revision: string; readonly phase: PlannedMigration['phase'] }

export interface WrittenOut {
  readonly contents: Contents;
  readonly world: World;
  readonly project: Project;
  readonly migrations: readonly WrittenMigration[];
  readonly notes: readonly string[];
}

/** The files of these migrations, in memory: each is written as the next one of a project that has those before it. */
export function writtenOut(
  planned: readonly PlannedMigration[], said: SaidOfFirst, project: Project, opening: Opening, { at, random }: { readonly at: Date; random(): string },
): WrittenOut | CannotWrite {
  let [now, world]: [Project, World] = [project, opening.world];
  let contents: Contents = new Map();
  const migrations: WrittenMigration[] = [];
  const notes = new Set<string>();
  for (const one of planned) {
    const last = migrations.at(-1);
    const first = last === undefined ? said : { id: undefined, parents: [last.revision], labels: [], dependsOn: [], folder: said.folder };
    const { author } = now.source;
    const drafted = author.draft({
      ...first, message: messageOf(one, last === undefined ? said.message : undefined), random: random(), at: new Date(at.getTime() + migrations.length * 1000),
      up: author.body(one.up, now.tool), down: author.body(one.down, now.tool), imports: [], outside: outsideOf(one),
    }, { found: now.found, world, migrations: inOrder(now), tool: now.tool });
    if ('cannot' in drafted) return drafted;
    const made = contentsAfter(drafted.changes, world);
    contents = new Map([...contents, ...made]);
    world = withContents(opening.world, contents);
    now = openProject({ ...opening, world });
    const problem = now.problems.find(({ level, place }) => level === 'error' && contents.has(place.path));
    const revision = now.migrations.find(({ upgrade: { path } }) => path === drafted.path)?.revision;
    if (problem || revision === undefined) return { cannot: problem?.message ?? `${drafted.path} would not be read as a migration.` };
    migrations.push({ path: drafted.path, revision, phase: one.phase });
    for (const note of drafted.notes) notes.add(note);
  }
  return { contents, world, project: now, migrations, notes: [...notes] };
}

function messageOf({ about }: PlannedMigration, said: string | undefined): string {
  return said ?? about;
}

function outsideOf({ up, down }: PlannedMigration): readonly Direction[] {
  return [...(up.transaction === 'none' ? ['up' as const] : []), ...(down.transaction === 'none' ? ['down' as const] : [])];
}

function inOrder({ graph, migrations }: Project): Project['migrations'] {
  return graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
}
