import { isScript } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { stopsIn } from '../../src/rule/unread-place.ts';

export default defineScriptRule({
  name: 'downgrade-stops',
  summary: 'Try the way back before it is needed.',
  why: `
    Alembic makes SQL of the calls of a downgrade while it runs. What it cannot make SQL of, such as dropping a constraint
    that the migration does not name, raises an error when a release has to go back, and not before.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://alembic.sqlalchemy.org/en/latest/naming.html'],

  check(here) {
    const { downgrade } = here.migration;
    if (here.direction !== 'up' || !isScript(downgrade)) return [];
    return stopsIn(downgrade).slice(0, 1).map(({ reason, place }) => ({
      message: `${reason} The downgrade ends there with an error: a release that has to go back leaves the schema where it is.`,
      at: { script: here.script.id, place },
      because: [],
      cure: advice('Mend this call, and try the way back on a database of your own.'),
    }));
  },
});
