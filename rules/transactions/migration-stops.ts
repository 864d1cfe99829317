import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { atUnread, stopsIn } from '../../src/rule/unread-place.ts';

export default defineScriptRule({
  name: 'migration-stops',
  summary: 'Mend calls that the migration tool itself refuses.',
  why: `
    Alembic makes SQL of the calls of a revision while it runs. A call that it cannot make SQL of raises an error in the
    middle of the run: on every database, and only when it is run.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://alembic.sqlalchemy.org/en/latest/ops.html'],

  check(here) {
    if (here.direction !== 'up') return [];
    return stopsIn(here.script).slice(0, 1).map((stop) => {
      const found = atUnread(here, stop);
      return {
        ...found,
        message: `${found.message} The upgrade ends there with an error, and revision ${here.migration.revision} is not applied.`,
        cure: advice('Mend this call: as it stands, no database can have run it.'),
      };
    });
  },
});
