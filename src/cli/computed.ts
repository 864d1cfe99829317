import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** A run must know where the applied revisions are written down; code that is not run does not tell. Throws `UsageError`. */
export function refuseComputed(project: Project, io: Io): void {
  const [first] = project.found.computed ?? [];
  if (!first) return;
  const { path, start } = locationOf(first.place, project, io.cwd);
  const [table, key] = first.key.split('.');
  throw new UsageError(`${path}:${start.line} computes ${first.what}, and Phasewise does not run it, so it does not know which table holds the applied revisions. `
    + `Say it in phasewise.toml: [${table ?? ''}] ${key ?? ''} = "…".`);
}
