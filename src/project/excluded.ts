import { globs } from '../text/globs.ts';
import type { World } from '../text/world.ts';
import type { Project } from './project.ts';

/** A table as whoever compares meets it. */
export interface MetTable { readonly schema?: string; readonly name: string }

/**
 * Which tables others look after, so that a comparison leaves them alone: those that the configuration names, those that
 * the project's own tool passes over, and its version table.
 */
export function excludedIn({ config, source, found }: Pick<Project, 'config' | 'source' | 'found'>, world: World): (table: MetTable) => boolean {
  const named = globs(config.alembic.exclude.map((pattern) => pattern.replaceAll('.', '/')));
  const passesOver = source.passesOver?.(found, world);
  const { versionTable } = found;
  return ({ schema, name }) =>
    (name === versionTable.name && (versionTable.schema ?? schema) === schema)
    || named(schema === undefined ? name : `${schema}/${name}`)
    || passesOver?.(name) === true;
}
