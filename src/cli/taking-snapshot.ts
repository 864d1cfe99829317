import { writeFileSync } from 'node:fs';
import { writeSnapshot } from '../catalog/snapshot-file.ts';
import type { Snapshot } from '../catalog/snapshot.ts';
import { withoutStatistics } from '../catalog/snapshot.ts';
import { absolute, disk, reasonOf } from '../project/disk.ts';
import type { Project } from '../project/project.ts';
import { revisionsIn } from '../project/start.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/summary.ts';
import { flowed, proseWidth } from '../report/wrap.ts';
import { folderOf, relativeTo } from '../text/path.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { NoProject } from './missing.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { positionText } from './position-text.ts';
import type { SnapshotOptions } from './snapshot.ts';
import { readDatabase } from './starting-live.ts';

/** Writes what a database holds to a file. Throws what `complain` knows. */
export async function snapshot(options: SnapshotOptions, io: Io): Promise<ExitCode> {
  const { output = 'phasewise.snapshot.json', at, stats } = options;
  const project = projectHere(options, io);
  const { snapshot: taken, name } = await readDatabase(project, { databaseUrl: options.databaseUrl }, io);
  const placed = at === undefined ? taken : { ...taken, at: revisionsIn(at) };
  const text = writeSnapshot(stats ? placed : withoutStatistics(placed));
  if (output === '-') {
    io.out(text);
    return 0;
  }
  const path = absolute(output, io.cwd);
  if (disk.kindOf(folderOf(path)) !== 'folder') throw new UsageError(`there is no folder ${folderOf(path)}.`);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}.`);
  }
  const parts = [`✓ ${relativeTo(io.cwd, path)}`, name, `PostgreSQL ${placed.postgres}`, contents(placed), position(placed, project)];
  io.out(`${flowed(parts.map(printable), ' · ', proseWidth(io.columns)).join('\n')}\n`);
  return 0;
}

/** Outside of every project all but where the database stands is known all the same. */
function projectHere(options: SnapshotOptions, io: Io): Project | undefined {
  try {
    return openOneProject(projectMeant(options), io);
  } catch (error) {
    if (error instanceof NoProject && options.project === undefined) return undefined;
    throw error;
  }
}

function contents({ tables, views, types }: Snapshot): string {
  return [counted(tables.length, 'table'), counted(views.length, 'view'), counted(types.length, 'type')].join(', ');
}

function position({ at }: Snapshot, project: Project | undefined): string {
  if (at === undefined) return 'where it stands is not known';
  return project?.graph ? positionText(project.graph, at) : `at ${at.join(', ') || 'base'}`;
}
