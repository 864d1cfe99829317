import type { Graph } from '../revisions/graph.ts';
import { CURRENT, asksCurrent, revisionsIn } from '../revisions/range.ts';
import type { Revision } from '../revisions/revision.ts';
import { revisionsAt } from '../revisions/target.ts';
import { tips } from '../revisions/ancestry.ts';
import { standing } from '../run/run.ts';
import type { BranchesOptions } from './branches.ts';
import type { DatabaseOptions } from './database-options.ts';
import { graphOf } from './graph-of.ts';
import type { HeadsOptions } from './heads.ts';
import type { HistoryOptions } from './history.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { online } from './online.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import type { ProjectOptions } from './project-options.ts';
import { branchLines, historyLine, revisionBlock, revisionLine, revisionsOf } from './revision-text.ts';

/** The revisions, newest first. Throws `UsageError` and `AddressError`, and what `online` does where a database is asked. */
export async function history(options: HistoryOptions, io: Io): Promise<string> {
  const { verbose, revRange, indicateCurrent } = options;
  const asks = indicateCurrent === true || asksCurrent(revRange);
  const { graph, rows } = asks ? await graphAndRows(options, io) : { graph: graphIn(options, io), rows: [] };
  const ids = revRange === undefined ? graph.order : revisionsIn(graph, revRange, rows);
  const marked = new Set(indicateCurrent ? rows : []);
  const text = (revision: Revision) => (verbose ? revisionBlock(revision, io.cwd, marked) : historyLine(revision, marked));
  return listed(revisionsOf(graph, [...ids].reverse()), text, verbose ? '\n\n' : '\n');
}

/** The revisions that no other one follows. Throws `UsageError`. */
export function heads(options: HeadsOptions, io: Io): string {
  const { verbose, resolveDependencies } = options;
  const graph = graphIn(options, io);
  const text = (revision: Revision) => (verbose ? revisionBlock(revision, io.cwd) : revisionLine(revision));
  return listed(revisionsOf(graph, resolveDependencies ? tips(graph, graph.heads) : graph.heads), text, verbose ? '\n\n' : '\n');
}

/** The revisions that several others follow, newest first, each with those. Throws `UsageError`. */
export function branches(options: BranchesOptions, io: Io): string {
  const graph = graphIn(options, io);
  if (graph.branchPoints.length === 0) return 'There are no branches: no revision is followed by more than one.\n';
  const text = (point: Revision) => [
    ...(options.verbose ? [revisionBlock(point, io.cwd), ''] : []),
    ...branchLines(point, revisionsOf(graph, point.children)).slice(options.verbose ? 1 : 0),
  ].join('\n');
  return listed(revisionsOf(graph, [...graph.branchPoints].reverse()), text, '\n\n');
}

/** One revision, or those that an address such as `heads` names. Throws as `history` does. */
export async function show(address: string, options: DatabaseOptions, io: Io): Promise<string> {
  const { graph, rows } = address === CURRENT ? await graphAndRows(options, io) : { graph: graphIn(options, io), rows: [] };
  const revisions = revisionsOf(graph, address === CURRENT ? rows : revisionsAt(graph, address));
  if (revisions.length === 0 && address === CURRENT) throw new UsageError('the database is at base, before the first revision; there is nothing to show.');
  if (revisions.length === 0) throw new UsageError(`${address} stands before the first revision; there is nothing to show.`);
  return listed(revisions, (revision) => revisionBlock(revision, io.cwd), '\n\n');
}

function graphIn(options: ProjectOptions, io: Io): Graph {
  return graphOf(openOneProject(projectMeant(options), io), io);
}

function graphAndRows(options: DatabaseOptions, io: Io): Promise<{ readonly graph: Graph; readonly rows: readonly string[] }> {
  return online(options, io, { act: async ({ project, graph, line }) => {
    const { rows } = await standing({ line, versionTable: project.found.versionTable });
    return { graph, rows };
  } });
}

function listed(revisions: readonly Revision[], text: (revision: Revision) => string, between: string): string {
  return revisions.length === 0 ? 'There are no revisions yet.\n' : `${revisions.map(text).join(between)}\n`;
}
