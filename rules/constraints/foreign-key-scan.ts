import type { Work } from '../../src/effects/effect.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { unproven } from '../../src/rule/cure/unproven.ts';
import { foreignKeysOfPartitions } from '../../src/rule/cure/on-partitions.ts';
import { isCopy } from '../../src/rule/few-rows.ts';
import { whileLookedUp } from '../../src/rule/looked-up.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'foreign-key-scan',
  summary: 'Add foreign keys NOT VALID and validate them later.',
  why: `
    ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on both tables while every row of the one is looked up in the other: reads
    go on, every write to either table waits. Added NOT VALID it holds the locks for a moment; VALIDATE then checks the
    rows under locks that no reader or writer meets.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  on: ['add constraint', 'alter table'],

  check(operation, here) {
    const scans = here.work('scan');
    if (scans.length === 0) return [];
    if (operation.kind === 'alter table') return operation.does === 'ALTER CONSTRAINT ENFORCED' && !here.surelyNew(operation.table) ? [enforced(operation, scans, here)] : [];
    const { table, constraint } = operation;
    if (constraint.type !== 'foreign key' || !constraint.validated) return [];
    if (here.surelyNew(table) && !(isCopy(table, here) && constraint.references && !here.surelyNew(constraint.references))) return [];
    return [{
      message: whileLookedUp(table, constraint.references, here),
      at: here.at,
      because: scans,
      cure: here.isPartitioned(table) && here.lowest < 18 ? foreignKeysOfPartitions(operation, here) : unproven(operation, here, 'fkey'),
    }];
  },
});

/** A foreign key that nobody has enforced so far (18). */
function enforced({ table, part }: OperationOf<'alter table'>, scans: readonly Work[], here: Situation): Finding {
  const name = part?.name ?? 'the constraint';
  const parents = scans.filter(({ role }) => role === 'referenced').map(({ on }) => here.nameOf(on));
  const others = parents.length > 0 ? `, and nobody can write to ${listed(parents, 'or')},` : '';
  return {
    message: `Nobody can read or write ${here.named(table)}${others} while every row of ${here.named(table)} is looked up for ${name}.`,
    at: here.at,
    because: scans,
    cure: advice(`Drop ${name} and add it anew NOT VALID in one statement, and validate it in a file of its own.`),
  };
}
