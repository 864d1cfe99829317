import type { Register } from './io.ts';

export const register: Register = (program, io, end) => {
  program.command('explain')
    .summary('say what a rule means, and why')
    .description('Says what a rule means and why; without a rule it lists them all, as `phasewise rules` does.')
    .argument('[rule]', 'the name of a rule, as a report prints it')
    .addHelpText('after', `
Examples:
  $ phasewise explain
  $ phasewise explain index-not-concurrent`)
    .action(async (rule: string | undefined) => {
      if (rule === undefined) {
        const { ruleList } = await import('./rule-list.ts');
        io.out(ruleList(io));
      } else {
        const { explain } = await import('./explaining.ts');
        io.out(explain(rule, io));
      }
      end(0);
    });
};
