import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

const TAGS = new Set(['CREATE ROLE', 'ALTER ROLE', 'DROP ROLE', 'GRANT ROLE', 'REVOKE ROLE']);
/** https://www.postgresql.org/docs/current/role-attributes.html */
const ABOVE_RIGHTS = ['superuser', 'bypassrls', 'createrole', 'replication'];

export default defineRule({
  name: 'role-or-superuser-change',
  summary: 'Keep roles out of migrations.',
  why: `
    Roles belong to the server, not to the database that is migrated: with two databases on it the statement runs twice
    and fails once, and a copy of the database elsewhere comes without it. Migrations that may make roles need rights
    that a migration should not have.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/user-manag.html'],
  on: ['other'],

  check({ tag }, here) {
    if (!TAGS.has(tag)) return [];
    const above = attributeIn(here);
    return [{
      message: above === undefined
        ? `${tag} changes the server, for all databases on it, and not this one alone.`
        : `${above.toUpperCase()} puts a role above the rights that are granted in any database of the server.`,
      at: here.at,
      because: [],
      cure: advice('Make and change roles where the server is set up, and grant them rights here.'),
    }];
  },
});

function attributeIn({ sql }: Situation): string | undefined {
  const words = tokensOf(sql).map((token) => wordOf(sql, token));
  return ABOVE_RIGHTS.find((word) => words.includes(word));
}
