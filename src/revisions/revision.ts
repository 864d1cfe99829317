import type { Migration } from '../migrations/migration.ts';

/** One migration in its graph: neighbours by id, sorted as people count. Dependencies named by a label are ids here. */
export interface Revision {
  readonly id: string;
  readonly migration: Migration;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  readonly children: readonly string[];
  /** The revisions that name this one in `dependsOn`. */
  readonly dependents: readonly string[];
  /** Every label that reaches this revision, its own or that of a relative on the same branch. */
  readonly labels: readonly string[];
}

/** "003 (add priority)", or the id alone where nobody gave a title. */
export function titled({ id, migration }: Pick<Revision, 'id' | 'migration'>): string {
  return migration.title === '' ? id : `${id} (${migration.title})`;
}
