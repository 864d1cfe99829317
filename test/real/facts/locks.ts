import { stopsWrites } from '../../../src/effects/conflicts.ts';
import { confirmed, hasRows } from '../confirm.ts';
import type { Judge } from '../facts-of-rules.ts';
import { right, unjudged, wrong } from '../verdict.ts';
import { missing, ofStatement, operationsOf, relationOf } from './of-statement.ts';

/** Locks that are held, timeouts that are set, refusals. */
export const locks: Readonly<Record<string, Judge>> = {
  'add-required-column': ofStatement((_finding, seen) => {
    if (seen.refused?.sqlstate === '23502') return right('23502');
    const [table] = operationsOf(seen, 'add column').flatMap((operation) => relationOf(operation.table, seen) ?? []);
    return table && hasRows(table, seen) && seen.fate === 'ran' ? wrong('it passed, with rows in the table') : missing(seen);
  }),
  'concurrently-in-transaction': ofStatement((_finding, seen) => {
    if (/^(?:25001|2D000)$/.test(seen.refused?.sqlstate ?? '')) return right(seen.refused?.sqlstate ?? '');
    return seen.fate === 'ran' ? wrong('it ran') : missing(seen);
  }),
  'lock-timeout-kills-concurrent-build': ofStatement((_finding, { scene }) => (scene.lockTimeout === '0' ? wrong('lock_timeout is 0') : right(`lock_timeout is ${scene.lockTimeout}`))),
  'missing-lock-timeout': ofStatement((_finding, { scene, fate }) => (scene.lockTimeout !== '0' && fate === 'ran' ? wrong(`lock_timeout is ${scene.lockTimeout}`) : undefined)),
  'create-matview-with-data': ofStatement(({ because }, seen) => {
    if (seen.fate !== 'ran') return missing(seen);
    const held = [...seen.scene.held].some(([oid, mode]) => stopsWrites(mode) && seen.scene.columns.has(oid));
    if (!held) return wrong('no lock is held');
    return because.some((effect) => confirmed(effect, seen) === 'yes') ? right('a scan while a lock is held') : unjudged('the planner found another way to the rows');
  }),
};
