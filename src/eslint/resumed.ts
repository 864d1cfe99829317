import type { Catalog } from '../catalog/catalog.ts';
import type { Migration, ScriptId } from '../migrations/migration.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Project } from '../project/project.ts';
import { History } from '../project/replay.ts';

/** A history that takes the catalogs before some upgrades from another one, instead of replaying all that lies below. */
class Resumed extends History {
  readonly #from: History;
  readonly #revisions: ReadonlySet<string>;

  constructor(project: Project, from: History, revisions: ReadonlySet<string>) {
    super(project, from.readings);
    this.#from = from;
    this.#revisions = revisions;
  }

  override before(id: ScriptId): Catalog {
    return directionOf(id) === 'up' && this.#revisions.has(revisionOf(id)) ? this.#from.before(id) : super.before(id);
  }
}

/** The history of a project that differs from one told already in the text of one file; else told from the beginning. */
export function historyOf(project: Project, path: string, told: { readonly project: Project; readonly history: History } | undefined): History {
  if (!told || !differOnlyIn(path, told.project, project)) return new History(project);
  const revisions = project.migrations.filter((migration) => isOf(path, migration)).map(({ revision }) => revision);
  return new Resumed(project, told.history, new Set(revisions));
}

function differOnlyIn(path: string, a: Project, b: Project): boolean {
  return a.graph !== undefined && b.graph !== undefined && JSON.stringify(a.tool) === JSON.stringify(b.tool)
    && keyOf(path, a) === keyOf(path, b);
}

/** Everything that a catalog before the file's own upgrades follows from: the graph, and the content of the other files. */
function keyOf(path: string, { migrations }: Project): string {
  return JSON.stringify(migrations.map((migration) => {
    const { revision, parents, dependsOn, labels, reads } = migration;
    return [revision, parents, dependsOn, labels, isOf(path, migration) ? path : reads];
  }));
}

function isOf(path: string, { upgrade }: Migration): boolean {
  return upgrade.path === path;
}
