import { ConfigError } from '../config/config.ts';
import type { ScriptId } from '../migrations/migration.ts';
import { isScript } from '../migrations/migration.ts';
import { ancestors } from '../revisions/ancestry.ts';
import { globs } from '../text/globs.ts';
import { nearest } from '../text/nearest.ts';
import { folderOf, relativeTo } from '../text/path.ts';
import type { Project } from './project.ts';

/**
 * The scripts that the configuration wants read and not reported: files to ignore, and the time before Phasewise. A run
 * judges them all the same. Throws `ConfigError` where no revision is the last one of that time.
 */
export function passedOver({ config, migrations, graph }: Project): ReadonlySet<ScriptId> {
  const { path: file, ignore, startAfter } = config;
  if (file === undefined || (ignore.length === 0 && startAfter === undefined)) return new Set();
  const ignored = globs(ignore);
  const before = startAfter === undefined || !graph ? new Set<string>() : ancestors(graph, [known(startAfter, [...graph.revisions.keys()], file)]);
  return new Set(migrations.flatMap(({ revision, upgrade, downgrade }) => [upgrade, ...(isScript(downgrade) ? [downgrade] : [])]
    .filter(({ path }) => before.has(revision) || ignored(relativeTo(folderOf(file), path)))
    .map(({ id }) => id)));
}

/** Ids may be cut short, as everywhere. */
function known(written: string, revisions: readonly string[], file: string): string {
  if (revisions.includes(written)) return written;
  const begun = revisions.filter((id) => id.startsWith(written));
  const [only] = begun;
  if (only !== undefined && begun.length === 1) return only;
  if (begun.length > 1) throw new ConfigError(file, 'start-after', `${begun.length} revisions begin with ${written}: ${begun.slice(0, 5).join(', ')}.`);
  const meant = nearest(written, revisions);
  throw new ConfigError(file, 'start-after', meant === undefined ? `there is no revision ${written}.` : `there is no revision ${written}. Did you mean ${meant}?`);
}
