import type { Direction } from '../migrations/migration.ts';
import { disk } from '../project/disk.ts';
import { downgradePath, upgradePath } from '../revisions/path.ts';
import { rangeEnds } from '../revisions/range.ts';
import { downgradeTarget, revisionsAt, upgradeTargets } from '../revisions/target.ts';
import { refuseForeign } from '../run/foreign-tool.ts';
import { offlineSql } from '../run/offline-sql.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { refusalsText } from './obstacles-text.ts';
import { openOneProject } from './opening.ts';
import type { MoveOptions } from './upgrade.ts';
import { soundGraph } from './sound-graph.ts';

/** Prints the SQL of a run without asking a database: from base, or from where `a:b` says. */
export function offline(direction: Direction, range: string, { project: folder }: MoveOptions, io: Io): ExitCode {
  const ends = rangeEnds(range);
  if (direction === 'down' && !ends) throw new UsageError(`downgrade --sql needs both ends, for it asks no database: phasewise downgrade <from>:${range} --sql`);
  const project = openOneProject({ project: folder }, io);
  const graph = soundGraph(project, io);
  refuseForeign(project);
  const rows = ends === undefined || ends.start === '' ? [] : revisionsAt(graph, ends.start);
  const end = ends?.end ?? range;
  const path = direction === 'up'
    ? upgradePath(graph, rows, upgradeTargets(graph, rows, end === '' ? 'head' : end))
    : downgradePath(graph, rows, downgradeTarget(graph, rows, end === '' ? 'base' : end));
  const { sql, refusals } = offlineSql({ project, tool: project.found.tool ? project.tool : project.source.tool(project.found, disk), path, fromBase: direction === 'up' && rows.length === 0 });
  if (refusals.length > 0) {
    io.err(refusalsText(refusals, project, io));
    return 1;
  }
  io.out(sql);
  return 0;
}
