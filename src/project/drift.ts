import type { Difference } from '../catalog/difference.ts';
import { differencesOf } from '../catalog/difference.ts';
import { quoteQualified } from '../sql/quote.ts';
import type { Project } from './project.ts';
import { History } from './replay.ts';

/**
 * In what the database that the history starts from is otherwise (second) than the migrations up to where it stands make
 * it (first). Nothing where it stands before the first revision. A table that no migration speaks of may be somebody's.
 */
export function driftOf(project: Project, history: History = new History(project)): readonly Difference[] {
  const { start, found: { versionTable } } = project;
  if (!start || start.at.length === 0) return [];
  const apart = start.catalog.relations()
    .filter(({ schema, name }) => name === versionTable.name && (versionTable.schema ?? schema) === schema)
    .map(quoteQualified);
  return differencesOf(history.replayed(start.at), start.catalog, { apart });
}
