import type { ObjectName } from '../sql/name.ts';
import type { Situation } from './situation.ts';

/**
 * Who waits while the rows of a table are looked up in another: reads of one too where the statement, or one before it,
 * stops them. For a table of this script nobody does.
 */
export function whileLookedUp(table: ObjectName, parent: ObjectName | undefined, here: Situation): string {
  const both = parent === undefined || parent.name === table.name ? [table] : [table, parent];
  const all = both.filter((each) => !here.surelyNew(each));
  const named = (which: (each: ObjectName) => boolean) => all.filter(which).map((each) => here.named(each)).join(' or ');
  const closed = named((each) => here.stopsReadsOf(each));
  const open = named((each) => !here.stopsReadsOf(each));
  const rows = `while every row of ${here.named(table)} is looked up${parent ? ` in ${here.named(parent)}` : ''}.`;
  if (closed === '') return `Nobody can write to ${open} ${rows} Reads go on.`;
  return open === '' ? `Nobody can read or write ${closed} ${rows}` : `Nobody can read or write ${closed}, and nobody can write to ${open}, ${rows}`;
}
