import type { ObjectName } from '../../src/sql/name.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { unproven } from '../../src/rule/cure/unproven.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

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
  on: ['add constraint'],

  check({ table, constraint, ...operation }, here) {
    if (constraint.type !== 'foreign key' || !constraint.validated || here.surelyNew(table)) return [];
    const scans = here.work('scan');
    if (scans.length === 0) return [];

    const parent = constraint.references;
    return [{
      message: `${waiting(table, parent, here)} while every row of ${here.named(table)} is looked up${parent ? ` in ${here.named(parent)}` : ''}.${readsGoOn(here, table, parent) ? ' Reads go on.' : ''}`,
      at: here.at,
      because: scans,
      cure: here.isPartitioned(table) && here.lowest < 18
        ? noCure(`${here.named(table)} is partitioned, where a foreign key cannot be NOT VALID before PostgreSQL 18: add it NOT VALID to each partition, validate those, then add it here.`)
        : unproven({ table, constraint, ...operation }, here, 'fkey'),
    }];
  },
});

/** Who waits for the two tables: reads of one too where ADD COLUMN beside it, or a statement before it, stops them. */
function waiting(table: ObjectName, parent: ObjectName | undefined, here: Situation): string {
  const all = parent === undefined || parent.name === table.name ? [table] : [table, parent];
  const closed = all.filter((each) => here.stopsReadsOf(each)).map((each) => here.named(each));
  const open = all.filter((each) => !here.stopsReadsOf(each)).map((each) => here.named(each));
  if (closed.length === 0) return `Nobody can write to ${open.join(' or ')}`;
  const both = `Nobody can read or write ${closed.join(' or ')}`;
  return open.length === 0 ? both : `${both}, and nobody can write to ${open.join(' or ')},`;
}

function readsGoOn(here: Situation, ...tables: readonly (ObjectName | undefined)[]): boolean {
  return tables.every((table) => table === undefined || !here.stopsReadsOf(table));
}
