import type { CannotWrite } from '../migrations/division.ts';
import type { Said } from '../migrations/draft.ts';
import type { Direction } from '../migrations/migration.ts';
import type { World } from '../text/world.ts';
import type { Misread } from './added.ts';
import { added } from './added.ts';
import type { PlannedMigration } from './autogenerate.ts';
import type { Contents } from './changed-files.ts';
import type { Project } from './project.ts';

/** One of several new migrations in its file. */
export interface WrittenMigration { readonly path: string; readonly revision: string; readonly phase: PlannedMigration['phase'] }

export interface WrittenOut {
  readonly contents: Contents;
  readonly project: Project;
  readonly migrations: readonly WrittenMigration[];
  readonly notes: readonly string[];
}

/** The files of these migrations, in memory: each follows the one before it. `said`: of the first one. */
export function writtenOut(
  planned: readonly PlannedMigration[], said: Said, project: Project, world: World, { at, random }: { readonly at: Date; random(): string },
): WrittenOut | CannotWrite | Misread {
  let [now, files]: [Project, World] = [project, world];
  let contents: Contents = new Map();
  const migrations: WrittenMigration[] = [];
  const notes = new Set<string>();
  for (const one of planned) {
    const last = migrations.at(-1);
    const own: Said = last === undefined ? { ...said, message: said.message ?? one.about }
      : { message: one.about, id: undefined, parents: [last.revision], labels: [], dependsOn: [], folder: said.folder };
    const { author } = now.source;
    const [up, down] = [author.body(one.up, now.tool), author.body(one.down, now.tool)];
    const body = { up: up.text, down: down.text, imports: [...new Set([...up.imports, ...down.imports])], outside: outsideOf(one) };
    const made = added(now, files, own, body, { random: random(), at: new Date(at.getTime() + migrations.length * 1000) });
    if (!('revision' in made)) return made;
    [now, files] = [made.project, made.world];
    contents = new Map([...contents, ...made.contents]);
    migrations.push({ path: made.revision.migration.upgrade.path, revision: made.revision.id, phase: one.phase });
    for (const note of made.notes) notes.add(note);
  }
  return { contents, project: now, migrations, notes: [...notes] };
}

function outsideOf({ up, down }: PlannedMigration): readonly Direction[] {
  return [...(up.transaction === 'none' ? ['up' as const] : []), ...(down.transaction === 'none' ? ['down' as const] : [])];
}
