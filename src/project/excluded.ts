import { globs } from '../text/globs.ts';
import type { World } from '../text/world.ts';
import type { Project } from './project.ts';

/** A table as whoever compares meets it. */
export interface MetTable { readonly schema?: string; readonly name: string }

/** `types`: those of columns. */
export interface Excluded { table(met: MetTable): boolean; readonly types: boolean }

/**
 * What a comparison leaves alone: the tables that others look after, which the configuration names or the project's own
 * tool passes over, its version table, and the types of columns where they say so.
 */
export function excludedIn({ config, source, found }: Pick<Project, 'config' | 'source' | 'found'>, world: World): Excluded {
  const { exclude, compareType } = config.alembic;
  const named = globs(exclude.map((pattern) => pattern.replaceAll('.', '/')));
  const own = source.leavesAlone?.(found, world);
  const { versionTable } = found;
  return {
    table: ({ schema, name }) =>
      (name === versionTable.name && (versionTable.schema ?? schema) === schema)
      || named(schema === undefined ? name : `${schema}/${name}`)
      || own?.table(name) === true,
    types: compareType === undefined ? own?.types === true : !compareType,
  };
}
