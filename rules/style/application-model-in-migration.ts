import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';

export default defineScriptRule({
  name: 'application-model-in-migration',
  summary: 'Say in a migration what it needs of the application, and import none of it.',
  why: `
    A migration is run again for every new database, years after it was written. A model that it imports has changed by
    then: a column more in a query, a renamed class, a module that is gone.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: [],

  check(here) {
    if (here.direction !== 'up') return [];
    return (here.migration.application ?? []).slice(0, 1).map(({ module, place }) => ({
      message: `This migration imports ${module}, which goes on changing with the application: with a later release it does something else, or stops.`,
      at: { script: here.script.id, place },
      because: [],
      cure: advice('Describe the tables here with sa.table() and sa.column(), with the columns that they have now; copy constants.'),
    }));
  },
});
