import { stopsWrites } from '../../../src/effects/conflicts.ts';
import type { Judge } from '../facts-of-rules.ts';
import { right, unjudged, wrong } from '../verdict.ts';
import { missing, ofStatement, operationsOf, relationOf, stood } from './of-statement.ts';

/** Changes of rows: whether a key finds them, and what is held meanwhile. */
export const byKeys: Readonly<Record<string, Judge>> = {
  'backfill-under-ddl-lock': ofStatement((_finding, seen, { script }) => {
    if (seen.fate !== 'ran' && !/^2[23]/.test(seen.refused?.sqlstate ?? '')) return missing(seen);
    const own = seen.fact.runs.length > 0 ? seen.observation?.locks.map(({ on, mode }) => [on.oid, mode] as const) ?? [] : [];
    const held = [...seen.scene.held, ...own].find(([oid, mode]) => stopsWrites(mode) && seen.scene.columns.has(oid));
    if (held) return seen.byKey === true ? wrong('the rows are found by a key') : right(`${held[1]} is held`);
    const lacks = script?.seen.some((other) => other.fate !== 'ran' && other.fact.at.index < seen.fact.at.index);
    return lacks ? unjudged('what would hold a lock was refused') : wrong('no lock is held');
  }),
  'unbatched-dml': ofStatement((_finding, seen) => {
    if (seen.fate !== 'ran') return missing(seen);
    const tables = [...operationsOf(seen, 'update'), ...operationsOf(seen, 'delete')].flatMap(({ table }) => relationOf(table, seen) ?? []);
    if (tables.length > 0 && !tables.some((table) => stood(table, seen))) return wrong('born in the script');
    return seen.byKey === true ? wrong('the rows are found by a key') : right('no key finds the rows');
  }),
};
