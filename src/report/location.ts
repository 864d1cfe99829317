import type { Project } from '../project/project.ts';
import type { Position } from '../text/lines.ts';
import { Lines } from '../text/lines.ts';
import { relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import { Unreadable } from '../text/world.ts';

/** A place as people and machines are told it: path as seen from `cwd`, lines and columns from 1, the end exclusive. */
export interface Location { readonly path: string; readonly start: Position; readonly end: Position }

export function locationOf({ path, span }: Place, project: Pick<Project, 'linesOf'>, cwd: string): Location {
  const lines = linesOf(path, project);
  return { path: relativeTo(cwd, path), start: lines.positionOf(span.start), end: lines.positionOf(Math.max(span.start, span.end)) };
}

/** The lines of a file; one empty line where it cannot be read, which is then what the report is about. */
export function linesOf(path: string, project: Pick<Project, 'linesOf'>): Lines {
  try {
    return project.linesOf(path);
  } catch (error) {
    if (error instanceof Unreadable) return new Lines('');
    throw error;
  }
}
