import type { Command } from 'commander';
import type { ProjectOptions } from './project-options.ts';

/** What a person says about the project and the database of an online command. */
export interface DatabaseOptions extends ProjectOptions {
  readonly databaseUrl?: string;
  /** true: the server kept for the project; "new": one that is thrown away. */
  readonly embedded?: true | string;
}

export function withDatabaseOptions(command: Command): Command {
  return command
    .option('--project <folder>', 'the one project meant, where there are several')
    .option('--database-url <url>', 'the database; else DATABASE_URL, the PG* variables, or what the project itself says')
    .option('--embedded [new]', 'a PostgreSQL of our own, kept for this project; =new begins with an empty one');
}
