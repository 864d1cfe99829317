import type { Register } from './io.ts';

export const register: Register = (program, io, end) => {
  program.command('rules')
    .summary('list the rules, each with its level here')
    .description('Lists the rules by what they are about: the pack of each, the level that it has in this folder, and what it asks for.')
    .option('--json', 'a JSON object, for programs')
    .addHelpText('after', `
Examples:
  $ phasewise rules
  $ phasewise rules --json`)
    .action(async ({ json }: { readonly json?: true }) => {
      const { rulesAsJson, ruleList } = await import('./rule-list.ts');
      io.out(json ? rulesAsJson(io) : ruleList(io));
      end(0);
    });
};
