import type { OperationOf, StorageParameter } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Named } from '../../src/sql/name.ts';

const PARAMETERS = ['autovacuum_enabled', 'toast.autovacuum_enabled'];
const FALSE = ['false', 'off', 'no', '0', 'f', 'n', 'fal', 'fals', 'fa', 'of'];

export default defineRule({
  name: 'autovacuum-disabled',
  summary: 'Leave autovacuum on.',
  why: `
    Without autovacuum dead rows are never cleared: the table and its indexes grow, its statistics grow old, and plans
    with them. Against transaction ID wraparound it runs nevertheless, all at once and at the worst time.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/routine-vacuuming.html', 'https://www.postgresql.org/docs/current/sql-createtable.html#RELOPTION-AUTOVACUUM-ENABLED'],
  on: ['create table', 'alter table'],

  check({ kind, table, parameters = [], ...operation }, here) {
    const off = parameters.filter((parameter) => PARAMETERS.includes(parameter.name) && isOff(parameter));
    const isTemporary = here.lastSeen(table)?.persistence === 'temporary' || (kind === 'create table' && 'persistence' in operation && operation.persistence === 'temporary');
    const [first] = off.filter(({ name }) => !here.later('alter table').some(({ operation }) => isOnAgain(operation, table, name)));
    if (!first || isTemporary) return [];
    const what = first.name.startsWith('toast.') ? `the large values of ${here.named(table)}` : here.named(table);
    return [{
      message: `Dead rows of ${what} are never cleared from here on, until somebody runs VACUUM or switches it on again.`,
      at: here.at,
      because: [],
      cure: advice('Leave it on, and tune it by its thresholds (autovacuum_vacuum_scale_factor) or its cost limits.'),
    }];
  },
});

function isOff({ value }: StorageParameter): boolean {
  return value !== undefined && FALSE.includes(value.toLowerCase());
}

/** For a load that is over within the same migration. */
function isOnAgain(later: OperationOf<'alter table'>, table: Named, name: string): boolean {
  return later.table.name === table.name && later.parameters?.some((parameter) => parameter.name === name && !isOff(parameter)) === true;
}
