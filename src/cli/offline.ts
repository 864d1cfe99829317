import type { Direction } from '../migrations/migration.ts';
import { disk } from '../project/disk.ts';
import { downgradePath, upgradePath } from '../revisions/path.ts';
import { stampChanges } from '../revisions/rows.ts';
import { rangeEnds } from '../revisions/range.ts';
import { downgradeTarget, revisionsAt, upgradeTargets } from '../revisions/target.ts';
import { refuseForeign } from '../run/foreign-tool.ts';
import { creationSql, offlineSql, stampSql } from '../run/offline-sql.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { refusalsText } from './obstacles-text.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import type { MoveOptions } from './upgrade.ts';
import { soundGraph } from './sound-graph.ts';
import type { StampOptions } from './stamp.ts';
import { refuseComputed } from './computed.ts';
import type { DatabaseOptions } from './database-options.ts';

/** Prints the SQL of a run without asking a database: from base, or from where `a:b` says. */
export function offline(direction: Direction, range: string, options: MoveOptions, io: Io): ExitCode {
  if (options.delegate) throw new UsageError('--delegate lets Alembic run what cannot be read, and --sql runs nothing. Leave one of them out.');
  const ends = rangeEnds(range);
  if (direction === 'down' && !ends) throw new UsageError(`downgrade --sql needs both ends, for it asks no database: phasewise downgrade <from>:${range} --sql`);
  const project = openOneProject(projectMeant(options), io);
  const graph = soundGraph(project, io);
  refuseForeign(project);
  refuseComputed(project, io);
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

/** Prints the SQL of a stamp: from base, or from where `a:b` says. */
export function stampOffline(typed: readonly string[], options: StampOptions, io: Io): ExitCode {
  if (options.purge) throw new UsageError('--purge forgets what the version table holds, and --sql does not ask what that is. Leave one of them out.');
  const project = openOneProject(projectMeant(options), io);
  const graph = soundGraph(project, io);
  const ends = typed.map((text) => rangeEnds(text) ?? { start: undefined, end: text });
  const [start, ...others] = [...new Set(ends.flatMap((one) => one.start ?? []))];
  if (others.length > 0) throw new UsageError(`a stamp begins at one place: ${[start, ...others].join(' or ')}.`);
  const rows = start === undefined || start === '' ? [] : revisionsAt(graph, start);
  const targets = [...new Set(ends.flatMap(({ end }) => revisionsAt(graph, end)))];
  io.out(stampSql(project.found.versionTable, { from: rows, to: targets, changes: stampChanges(graph, rows, targets), fromBase: start === undefined }));
  return 0;
}

/** Prints the SQL that makes the version table. */
export function creationOffline(options: DatabaseOptions, io: Io): ExitCode {
  io.out(creationSql(openOneProject(projectMeant(options), io).found.versionTable));
  return 0;
}
