import { keep, outside, phases } from '../../src/rule/cure/build.ts';
import type { Tool } from '../../src/migrations/tool.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { describe } from '../../src/operations/describe.ts';

export default defineRule({
  name: 'concurrently-in-transaction',
  summary: 'Run statements that cannot be in a transaction outside of one.',
  why: `
    Concurrent forms commit several times on their way, so PostgreSQL refuses them inside a transaction block (25001).
    A file sent as one string of several statements is such a block too, even without BEGIN, and so is the code of a DO
    block or a function. Code that commits on its way is refused there as well (2D000).
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  yieldsTo: ['index-on-partitioned-table', 'detach-concurrently-impossible'],
  on: ['create index', 'drop index', 'reindex', 'detach partition', 'vacuum', 'refresh', 'run code', 'call'],

  check(operation, here) {
    if (here.effects.transaction !== 'refused' || here.session.transaction === undefined) return [];
    if (operation !== here.operations[0]) return [];
    // REINDEX of more than a table: reindex-scope-in-transaction says why.
    if (operation.kind === 'reindex' && !operation.concurrently && here.inside === undefined) return [];
    return [{
      message: messageOf(operation, here),
      at: here.at,
      because: here.locks,
      cure: phases(outside('expand', keep(here.at))),
    }];
  },
});

type Refused = OperationOf<'create index' | 'drop index' | 'reindex' | 'detach partition' | 'vacuum' | 'refresh' | 'run code' | 'call'>;

function messageOf(operation: Refused, here: Situation): string {
  const words = describe(operation);
  if (here.inside !== undefined) return `${words} fails: PostgreSQL refuses it inside code (25001), however that is sent.`;
  const commits = operation.kind === 'run code' || operation.kind === 'call';
  if (commits) return `${operation.kind === 'call' ? words : `This ${words}`} fails: its code ends transactions, which PostgreSQL refuses inside another one (2D000), and ${openedBy(here)}.`;
  return `${words} fails: PostgreSQL refuses it inside a transaction (25001), and ${openedBy(here)}.`;
}

function unless({ unwraps, knows }: Tool): string {
  if (unwraps === 'never') return '';
  const which = unwraps === 'all' ? 'none of its statements needs it' : 'one of its statements cannot be in it';
  return ` unless ${knows === undefined ? which : `it knows that ${which}`}`;
}

function openedBy({ session, tool }: Situation): string {
  switch (session.transaction?.opened) {
    case 'author': return 'BEGIN has opened one';
    case 'run': return `${tool.name} runs all pending migrations in one`;
    case 'string': return 'statements that are sent as one string share one';
    case 'script': return `${tool.name} runs a script in one${unless(tool)}`;
    case undefined: case 'statement': return 'there is one';
  }
}
