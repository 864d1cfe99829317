import { withDatabaseOptions, type DatabaseOptions } from './database-options.ts';
import type { Register } from './io.ts';

export interface StatusOptions extends DatabaseOptions {
  readonly json?: true;
  readonly exitCode?: true;
}

export const register: Register = (program, io, end) => {
  withDatabaseOptions(program.command('status'))
    .summary('say what is applied and what is pending')
    .option('--json', 'as JSON, for a health check')
    .option('--exit-code', 'exit with 1 where something is pending')
    .action(async (options: StatusOptions) => {
      const { status } = await import('./standing-at.ts');
      end(await status(options, io));
    });
};
