import { revisionOf } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'type-created-twice',
  summary: 'Create an enum in one migration, and only name it in those that follow.',
  why: `
    CREATE TYPE of a type that is there is refused (42710). SQLAlchemy sends it with every table that has an Enum, once in a
    run: all revisions in one run pass, which is how an empty database is made in tests, and the revision that comes alone
    to a database in use fails.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtype.html', 'https://docs.sqlalchemy.org/en/20/dialects/postgresql.html#sqlalchemy.dialects.postgresql.ENUM.params.create_type'],
  on: ['create enum'],

  check({ type, when }, here) {
    const there = here.surelyType(type);
    if (!there || when.kind !== 'always' || here.conditionOf(here.at).kind !== 'always') return [];
    const name = here.named(type);
    const { script } = there.born;
    if (here.statement.origin === 'written') {
      const by = script === 'before' ? 'the database has' : script === here.at.script ? 'this migration has made' : `migration ${revisionOf(script)} has made`;
      return [{
        message: `This fails (42710): ${by} the type ${name} already.`,
        at: here.at,
        because: [],
        cure: advice('Leave it out where the labels are the same. Where they are not, give the type another name, or add the labels with ALTER TYPE … ADD VALUE.'),
      }];
    }
    const by = script === 'before' ? 'The database has' : `Revision ${revisionOf(script)} has made`;
    return [{
      message: `${by} the type ${name}: PostgreSQL refuses this CREATE TYPE (42710), unless both revisions are applied in one run, in which ${here.tool.name} sends it once.`,
      at: here.at,
      because: [],
      cure: advice(`Write postgresql.ENUM(…, name='${type.name}', create_type=False) here, which sends no CREATE TYPE; sa.Enum sends it whatever it is told.`),
    }];
  },
});
