import type { OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

/** Roles that the server names for itself: the same words are right everywhere. */
const SELF = ['current_role', 'current_user', 'session_user'];

export default defineRule({
  name: 'owner-or-privilege-drift',
  summary: 'Let one role own what migrations make, the same in every environment.',
  why: `
    What a migration makes belongs to whoever runs it, and OWNER TO names a role that another environment may not have:
    rights then differ from one database to the next. ALTER DEFAULT PRIVILEGES without FOR ROLE concerns only what the
    same role makes later.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-priv.html', 'https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html'],
  options: { owner: { kind: 'text', about: 'The one role that owns everything; OWNER TO it is fine.', otherwise: '' } } as const,
  on: ['alter table', 'alter type', 'other'],

  check(operation, here, { owner }) {
    const message = drift(operation, here, owner);
    if (message === undefined) return [];
    return [{
      message,
      at: here.at,
      because: here.locks,
      cure: advice(owner === '' ? 'Let one role own everything, and run migrations as it (SET ROLE).' : `Run migrations as ${owner} (SET ROLE ${owner}), which then owns what they make.`),
    }];
  },
});

function drift(operation: OperationOf<'alter table' | 'alter type' | 'other'>, here: Situation, owner: string): string | undefined {
  if (operation.kind === 'other' && operation.tag === 'ALTER DEFAULT PRIVILEGES') {
    return saysForRole(here) ? undefined : 'This concerns what the role that runs it makes later, and nothing that another one makes.';
  }
  const to = operation.owner;
  if (to === undefined || to === owner || SELF.includes(to)) return undefined;
  const what = operation.kind === 'alter table' ? here.named(operation.table) : operation.kind === 'alter type' ? here.named(operation.type) : thing(operation.tag);
  return `${what} belongs to ${to} from here on, and where there is no such role the migration fails (42704).`;
}

/** "The schema", of ALTER SCHEMA. */
function thing(tag: string): string {
  return tag.startsWith('ALTER ') ? `The ${tag.slice('ALTER '.length).toLowerCase()}` : 'All that is reassigned';
}

function saysForRole({ sql }: Situation): boolean {
  const words = tokensOf(sql).map((token) => wordOf(sql, token));
  return words.some((word, at) => word === 'for' && ['role', 'user'].includes(words[at + 1] ?? ''));
}
