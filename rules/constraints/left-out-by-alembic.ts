import type { LeftOut } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';

export default defineRule({
  name: 'left-out-by-alembic',
  summary: 'Write out what op.add_column leaves out of a column.',
  why: `
    The same sa.Column makes less in op.add_column than in op.create_table: the type of an Enum is not created, so that
    PostgreSQL refuses the column (42704), and primary_key=True gives NOT NULL and no key. op.alter_column makes no type
    either.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.add_column', 'https://www.postgresql.org/docs/current/sql-createtype.html'],
  on: ['add column', 'set type'],

  check(operation, here) {
    if (operation !== here.operations[0]) return [];
    const left = here.statement.leavesOut ?? [];
    return left.filter((one) => (one.what === 'primary key' ? !getsKeyLater(here) : here.madeNoType(typeOf(one)))).map((one) => found(one, here));
  },
});

function getsKeyLater(here: Situation): boolean {
  return here.later('add constraint').some(({ operation: { constraint } }) => constraint.type === 'primary key');
}

function found(one: LeftOut, here: Situation): Finding {
  const { name, by } = one;
  if (one.what === 'primary key') {
    return {
      message: `${name} becomes no primary key: ${by} sends NOT NULL for primary_key=True, and no key.`,
      at: here.at,
      because: [],
      cure: advice('Leave primary_key out here and fill the column. Then build a unique index on it with postgresql_concurrently=True, and make the key of that: ALTER TABLE … ADD PRIMARY KEY USING INDEX ….'),
    };
  }
  return {
    message: `This fails (42704): no migration has made the type ${here.named(typeOf(one))}, and ${by} does not create it, as op.create_table would.`,
    at: here.at,
    because: [],
    cure: advice(`Create it first, sa.Enum(…, name='${name}').create(op.get_bind()), and let the downgrade drop it.`),
  };
}

function typeOf({ schema, name }: LeftOut): ObjectName {
  return { type: 'type', name, ...(schema !== undefined && { schema }) };
}
