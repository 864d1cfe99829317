import { advice, change, inTransaction, insertion, phases, sql } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { quoteName } from '../../src/sql/quote.ts';

type Checking = OperationOf<'add domain constraint' | 'set domain not null' | 'validate domain constraint'>;

export default defineRule({
  name: 'domain-constraint-scan',
  summary: 'Constrain a domain NOT VALID; prove it where it matters by a CHECK of the table.',
  why: `
    A constraint of a domain is checked in every table that has a column of it: ALTER DOMAIN holds SHARE on all of them,
    so that nobody writes to any while one after the other is read. VALIDATE does the same. NOT VALID binds new values
    alone and locks no table.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-alterdomain.html'],
  on: ['add domain constraint', 'set domain not null', 'validate domain constraint'],

  check(operation, here) {
    const scans = here.work('scan').filter((scan) => !here.isOnNew(scan));
    if (scans.length === 0) return [];
    const tables = scans.map(({ on }) => here.nameOf(on));
    const every = tables.length > 1 ? 'of them is' : 'is';
    return [{
      message: `Nobody can write to ${listed(tables, 'or')} while every row ${every} checked for ${here.named(operation.type)}. Reads go on.`,
      at: here.at,
      because: scans,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: Checking, here: Situation): Cure {
  const domain = here.textOf(operation.type.span);
  switch (operation.kind) {
    case 'validate domain constraint':
      return advice(`Leave ${operation.constraint.name} NOT VALID, which binds every new value; where old rows must be proven, add the same CHECK to the table, NOT VALID, and validate that.`);
    case 'add domain constraint':
      if (operation.constraint.type === 'check') return phases(inTransaction('expand', change(here.at, 'not valid', insertion(operation.constraint.span.end, ' NOT VALID'))));
      return notNull(operation, domain);
    case 'set domain not null': return notNull(operation, domain);
  }
}

/** NOT NULL of a domain cannot be NOT VALID, a CHECK that says the same can. */
function notNull({ type }: Checking, domain: string): Cure {
  return phases(inTransaction('expand', sql(`ALTER DOMAIN ${domain} ADD CONSTRAINT ${quoteName(`${type.name}_not_null`)} CHECK (VALUE IS NOT NULL) NOT VALID`)));
}
