import { revisionsIn } from '../revisions/range.ts';
import type { Revision } from '../revisions/revision.ts';
import { revisionsAt } from '../revisions/target.ts';
import { graphOf } from './graph-of.ts';
import type { HeadsOptions } from './heads.ts';
import type { HistoryOptions } from './history.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { openOneProject } from './opening.ts';
import { historyLine, revisionBlock, revisionLine, revisionsOf } from './revision-text.ts';

/** The revisions, newest first. Throws `UsageError` and `AddressError`. */
export function history({ verbose, revRange, project }: HistoryOptions, io: Io): string {
  const graph = graphOf(openOneProject({ project }, io), io);
  const ids = revRange === undefined ? graph.order : revisionsIn(graph, revRange);
  return listed(revisionsOf(graph, [...ids].reverse()), verbose ? undefined : historyLine, io);
}

/** The revisions that no other one follows. Throws `UsageError`. */
export function heads({ verbose, project }: HeadsOptions, io: Io): string {
  const graph = graphOf(openOneProject({ project }, io), io);
  return listed(revisionsOf(graph, graph.heads), verbose ? undefined : revisionLine, io);
}

/** One revision, or those that an address such as `heads` names. Throws `UsageError` and `AddressError`. */
export function show(address: string, options: { readonly project?: string }, io: Io): string {
  const graph = graphOf(openOneProject(options, io), io);
  const revisions = revisionsOf(graph, revisionsAt(graph, address));
  if (revisions.length === 0) throw new UsageError(`${address} stands before the first revision; there is nothing to show.`);
  return listed(revisions, undefined, io);
}

/** Each on a line of its own; without a form for lines, in blocks. */
function listed(revisions: readonly Revision[], line: ((revision: Revision) => string) | undefined, io: Io): string {
  if (revisions.length === 0) return 'There are no revisions yet.\n';
  return line
    ? `${revisions.map(line).join('\n')}\n`
    : `${revisions.map((revision) => revisionBlock(revision, io.cwd)).join('\n\n')}\n`;
}
