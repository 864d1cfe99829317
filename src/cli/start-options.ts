import type { Command } from 'commander';

/** What a person says the history begins with. */
export interface StartOptions {
  readonly databaseUrl?: string;
  readonly snapshot?: string;
  readonly baseline?: string;
  readonly at?: string;
}

export function withStartOptions(command: Command): Command {
  return command
    .option('--database-url <url>', 'a database: what is pending there is judged on what it holds')
    .option('--snapshot <file>', 'the same from a file that phasewise snapshot wrote')
    .option('--baseline <file>', 'SQL that makes what is there before the first revision, such as a schema.sql of pg_dump')
    .option('--at <revision>', 'where the database, the snapshot or the baseline stands, where it does not say so itself');
}
