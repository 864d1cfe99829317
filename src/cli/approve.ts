import type { Register } from './io.ts';
import type { ProjectOptions } from './project-options.ts';

export interface ApproveOptions extends ProjectOptions {
  readonly rule?: string;
  readonly down?: true;
  readonly reason: string;
  readonly who?: string;
}

export const register: Register = (program, io, end) => {
  program.command('approve')
    .summary('consent to what was found in one script, as it is now')
    .argument('<revision>', 'an id or the beginning of one, head, label@head')
    .requiredOption('--reason <text>', 'why it may run all the same')
    .option('--rule <name>', 'what this rule found; else all that needs an approval')
    .option('--down', 'the downgrade of the revision')
    .option('--who <name>', 'who consents; else whom git names, EMAIL or USER')
    .option('--project <folder>', 'the one project meant, where there are several')
    .addHelpText('after', `
The approval goes to phasewise.approvals.jsonl in the project's folder. Commit
it beside the migration: it holds as long as the SQL of the script stays as it
is.

Example:
  $ phasewise approve 005 --rule drop-column --reason "no release reads it"
`)
    .action(async (revision: string, options: ApproveOptions) => {
      const { approve } = await import('./approving.ts');
      end(approve(revision, options, io));
    });
};
