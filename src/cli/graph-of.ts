import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import type { Graph } from '../revisions/graph.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** The graph of a project. Throws `UsageError` with the first problem that keeps it from being one, and its place. */
export function graphOf(project: Project, io: Io): Graph {
  if (project.graph) return project.graph;
  const [first, ...others] = project.problems.filter(({ level }) => level === 'error');
  if (!first) throw new RangeError('A project without a graph has a problem.');
  const { path, start } = locationOf(first.place, project, io.cwd);
  const more = others.length === 0 ? '' : ` \`phasewise lint\` shows ${others.length} more.`;
  throw new UsageError(`${path}:${start.line}:${start.column}: ${first.message}${more}`);
}
