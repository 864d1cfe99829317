import { stopsReads } from '../../src/effects/conflicts.ts';
import type { HeldLock } from '../../src/effects/effect.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import { isUndecidable } from '../../src/migrations/condition.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, noCure, phases } from '../../src/rule/cure/build.ts';
import { filesBefore } from '../../src/rule/cure/files-before.ts';
import { inBatches } from '../../src/rule/cure/in-batches.ts';
import { changesFewRows } from '../../src/rule/changes-few-rows.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

type DataChange = OperationOf<'update' | 'delete' | 'insert' | 'merge'>;

export default defineRule({
  name: 'backfill-under-ddl-lock',
  summary: 'Change data in another transaction than the schema.',
  why: `
    A lock that DDL has taken is held until its transaction ends. When rows are changed in the same transaction, the stop
    lasts as long as the data change, which grows with the table.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  on: ['update', 'delete', 'insert', 'merge'],

  check(operation, here) {
    const held = here.heldAgainstOthers;
    const [worst] = held;
    if (!worst || changesFewRows(operation, here)) return [];

    const perhaps = !worst.lock.certain && !isUndecidable(operation.when) && isUndecidable(here.conditionOf(worst.taken));
    const name = here.nameOf(worst.lock.on);
    const who = stopsReads(worst.lock.mode) ? `Nobody can read or write ${name}` : `Nobody can write to ${name}`;
    return [{
      message: `${who} ${here.untilWhen}, and that takes as long as this change of ${here.named(operation.table)}: ${worst.by} at line ${here.lineOf(worst.taken)}${perhaps ? ', which a condition decides, then holds' : ' already holds'} ${worst.lock.mode}.`,
      at: here.at,
      related: [worst.taken],
      because: here.work('row changes'),
      cure: cureOf(operation, held, here),
      ...(perhaps && { atMost: 'note' }),
    }];
  },
});

function cureOf(operation: DataChange, held: readonly HeldLock[], here: Situation): Cure {
  const files = filesBefore(held, here);
  if (operation.kind === 'update' || operation.kind === 'delete') {
    return inBatches(operation, here, (batches) => phases(...files, batches));
  }
  const temporary = operation.reads.find((read) => here.lastSeen(read)?.persistence === 'temporary');
  if (temporary) {
    return noCure(`The temporary table ${temporary.name} ends with its connection, so a file of its own may not find it: make it an ordinary one, and change the schema in a file before that of the rows.`);
  }
  return phases(...files, inTransaction('backfill', keep(here.at)));
}
