import type { Script } from '../migrations/migration.ts';

/** What version control tells of a project. */
export interface Changes {
  /** What is there already for others, as a person calls it ("origin/main"), and the scripts as they stand there. */
  readonly published?: { readonly name: string; scriptOf(id: Script['id']): Script | undefined };
  /** The files that have changed since a branch or commit, absolute: migrations, and all else. */
  readonly since?: { readonly name: string; readonly migrations: ReadonlySet<string>; readonly others: readonly string[] };
}
