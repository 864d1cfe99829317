import { isScript } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineScriptRule({
  name: 'type-left-behind',
  summary: 'Let the downgrade drop the enums that the upgrade has made.',
  why: `
    DROP TABLE leaves the types of its columns where they are, and no operation of Alembic drops them. When the release
    comes back, its CREATE TYPE is refused (42710).
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-droptype.html'],

  check(here) {
    if (here.direction !== 'up' || !isScript(here.migration.downgrade)) return [];
    const made = here.each('create enum');
    if (made.length === 0) return [];
    const left = new Set(here.notRestored.flatMap((one) => ('lacking' in one && one.lacking === 'first' && one.kind === 'type' ? [one.name] : [])));
    if (left.size === 0) return [];
    return made.flatMap(({ operation: { type, when }, here: there }) => {
      const { at, statement, session } = there;
      if (!left.has(quoteQualified({ schema: type.schema ?? session.searchPath[0] ?? 'public', name: type.name })) || when.kind !== 'always' || statement.when.kind !== 'always') return [];
      const drop = statement.origin === 'written' ? `DROP TYPE ${there.named(type)};` : `sa.Enum(name='${type.name}'${type.schema === undefined ? '' : `, schema='${type.schema}'`}).drop(op.get_bind())`;
      return [{
        message: `The downgrade leaves the type ${there.named(type)} behind: when this is applied again, PostgreSQL refuses it (42710).`,
        at,
        because: [],
        cure: advice(`Let the downgrade end with ${drop}.`),
      }];
    });
  },
});
