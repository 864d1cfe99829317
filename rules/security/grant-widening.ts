import type { Grants } from '../../src/operations/kinds/unknown.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'grant-widening',
  summary: 'Grant the rights that are needed, to the roles that need them.',
  why: `
    PUBLIC is every role of the server, those of tomorrow included. ALL is more than reading and writing: TRUNCATE,
    REFERENCES and TRIGGER, and from 17 on MAINTAIN. WITH GRANT OPTION lets a role give its rights to others, where no
    migration tells of it.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-priv.html', 'https://www.postgresql.org/docs/current/sql-grant.html'],
  options: { trusted: { kind: 'texts', about: 'Roles that may have ALL privileges and pass them on.', otherwise: [] } } as const,
  on: ['other'],

  check({ tag, grants }, here, { trusted }) {
    if (!grants || tag === 'REVOKE') return [];
    const others = grants.to.filter((role) => !trusted.includes(role));
    const message = others.length > 0 ? widened(grants, others) : undefined;
    if (message === undefined) return [];
    return [{ message, at: here.at, because: here.locks, cure: advice('Name the privileges that are used, and the roles that use them.') }];
  },
});

function widened({ privileges, grantable }: Grants, to: readonly string[]): string | undefined {
  const rights = privileges.length === 0 ? 'all privileges' : listed(privileges.map((privilege) => privilege.toUpperCase()));
  if (to.includes('public')) return `Every role of the server, those of tomorrow included, gets ${rights} here.`;
  if (grantable) return `${listed(to)} can pass ${rights} on to any role, and no migration tells to whom.`;
  return privileges.length === 0 ? `${listed(to)} gets all privileges here, more than reading and writing.` : undefined;
}
