import type { Project } from '../project/project.ts';
import type { Graph } from '../revisions/graph.ts';
import { graphOf } from './graph-of.ts';
import type { Io } from './io.ts';

/** The graph of a project of which nothing is missing: a run over one with an unreadable file would pass it over. Throws `UsageError`. */
export function soundGraph(project: Project, io: Io): Graph {
  const broken = project.problems.some(({ level }) => level === 'error');
  return graphOf(broken ? { ...project, graph: undefined } : project, io);
}
