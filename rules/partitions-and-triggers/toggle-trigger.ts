import { describe } from '../../src/operations/describe.ts';
import type { Operation, OperationOf } from '../../src/operations/operation.ts';
import { advice, keep } from '../../src/rule/cure/build.ts';
import { givesUpSoon } from '../../src/rule/cure/gives-up-soon.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

type Toggle = OperationOf<'alter table'>;

export default defineRule({
  name: 'toggle-trigger',
  summary: 'Leave triggers on; what one connection must skip it can skip alone.',
  why: `
    DISABLE TRIGGER holds for every connection, not only for this one: rows that anybody writes until ENABLE pass without
    their triggers, and with ALL without their foreign keys, which nobody checks afterwards. Both take SHARE ROW EXCLUSIVE,
    for which all writes wait. SET LOCAL session_replication_role = replica switches triggers off in one transaction alone
    and takes no lock.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER',
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE',
  ],
  on: ['alter table'],

  check(operation, here) {
    if (!isToggle(operation) || here.stops.length === 0) return [];
    const leftOff = operation.does.startsWith('DISABLE') ? switchedOff(operation, here) : undefined;
    const queues = here.queues;
    if (leftOff === undefined && queues.length === 0) return [];
    return [{
      message: leftOff ?? here.queueBehind(queues, describe(operation)),
      at: here.at,
      because: here.stops,
      cure: leftOff === undefined ? givesUpSoon('expand', keep(here.at)) : advice(
        `Leave ${operation.part ? 'it' : 'them'} on, and write the rows for which ${operation.part ? 'it' : 'they'} must not run behind SET LOCAL session_replication_role = replica, which concerns one transaction alone and takes no lock${operation.does.endsWith(' ALL') ? '; ADD FOREIGN KEY … NOT VALID and VALIDATE prove them later' : ''}.`,
      ),
    }];
  },
});

function isToggle({ does }: Toggle): boolean {
  return /^(ENABLE|DISABLE)( ALWAYS| REPLICA)? TRIGGER/.test(does);
}

/**
 * What passes unchecked, and until when; undefined where the same transaction switches it on again, before anybody can
 * write. One trigger that stays off may be meant to: nobody misses it.
 */
function switchedOff(operation: Toggle, here: Situation): string | undefined {
  const again = here.later('alter table').find((later) => undoes(later.operation, operation))?.fact;
  if (again ? inSameTransaction(again, here) : operation.part !== undefined) return undefined;
  const them = operation.part ? 'it' : 'them';
  const until = again ? `until line ${here.lineOf(again.at)} switches ${them} on again` : `from the moment this commits until somebody switches ${them} on again`;
  return `${missed(operation, here)} rows that anybody writes, ${until}.`;
}

function missed({ table, does, part }: Toggle, here: Situation): string {
  const name = here.named(table);
  if (part) return `Trigger ${part.name} of ${name} does not run for`;
  return does.endsWith(' ALL') ? `Neither the triggers nor the foreign keys of ${name} look at` : `The triggers of ${name} do not run for`;
}

function undoes(other: Operation, { table, part }: Toggle): boolean {
  return other.kind === 'alter table' && other.does.startsWith('ENABLE') && isToggle(other)
    && other.table.name === table.name && (other.part === undefined || other.part.name === part?.name);
}

function inSameTransaction({ session }: Fact, here: Situation): boolean {
  return session.transaction !== undefined && session.transaction.id === here.session.transaction?.id;
}
