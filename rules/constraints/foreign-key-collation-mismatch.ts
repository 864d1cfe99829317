import type { KeyPair } from '../../src/effects/key-types.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'foreign-key-collation-mismatch',
  summary: 'Give both sides of a foreign key the same collation where one is nondeterministic.',
  why: `
    Under a nondeterministic collation different texts are equal, so two columns of different collations may disagree about
    which row a value references. From PostgreSQL 18 on such a foreign key is refused (42P21); before, it is accepted.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES', 'https://www.postgresql.org/docs/current/collation.html#COLLATION-NONDETERMINISTIC'],
  on: ['add constraint', 'add column', 'create table'],

  check(operation, here) {
    return constraintsIn(operation).flatMap(({ constraint, span }) => here.keyPairs(constraint, operation.table).flatMap((pair) => {
      const own = made(pair);
      const { references } = constraint;
      if (own === undefined || !references) return [];
      const said = (collation: string | undefined) => (collation === undefined ? 'the default collation' : `the collation ${collation}`);
      const [one, other] = [pair.is.type.collation, pair.key.type.collation];
      return [{
        message: `${here.named(operation.table)}.${pair.column} has ${said(one)} and ${here.named(references)}.${pair.references} ${said(other)}: if ${own} is nondeterministic, PostgreSQL 18 refuses the foreign key (42P21), and earlier ones let the two disagree about what is equal.`,
        at: here.at,
        span,
        because: [],
        cure: advice(`Give ${pair.column} ${other === undefined ? 'the default collation' : `COLLATE ${other}`}, like ${here.named(references)}.${pair.references}.`),
      }];
    }));
  },
});

const PREDEFINED = new Set(['C', 'POSIX', 'default', 'ucs_basic', 'unicode', 'pg_c_utf8', 'pg_unicode_fast']);

/** A collation of the project's own on one of two sides that differ: those that come with PostgreSQL are deterministic. */
function made({ is, key }: KeyPair): string | undefined {
  const [one, other] = [is.type.collation, key.type.collation];
  if (one === other) return undefined;
  return [one, other].find((collation) => collation !== undefined && !comesWithPostgres(collation));
}

/** https://www.postgresql.org/docs/current/collation.html#COLLATION-MANAGING-PREDEFINED */
function comesWithPostgres(collation: string): boolean {
  const name = collation.replace('pg_catalog.', '');
  return PREDEFINED.has(name) || name.endsWith('-x-icu') || /^[a-z]{2,3}_[A-Z]{2}(?:[.@]|$)/.test(name);
}
