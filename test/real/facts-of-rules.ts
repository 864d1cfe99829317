import { stopsWrites } from '../../src/effects/conflicts.ts';
import type { Kind, OperationOf } from '../../src/operations/operation.ts';
import { withRuns } from '../../src/rule/fact.ts';
import type { Reported } from '../../src/rule/finding.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import { hasRows } from './confirm.ts';
import type { Scene, Seen } from './seen.ts';
import { namedIn, relationCalled } from './seen.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import type { Story, Verdict } from './verdict.ts';
import { right, unjudged, wrong } from './verdict.ts';

type Judge = (finding: Reported, story: Story) => Verdict | undefined;

/** Rules whose claim is no effect, or more than one. Undefined: the effects of the finding decide. */
export const FACTS: Readonly<Record<string, Judge>> = {
  'add-required-column': ofStatement((_finding, seen) => {
    if (seen.refused?.sqlstate === '23502') return right('23502');
    const [table] = tablesOf(seen, 'add column');
    return table && hasRows(table, seen) && seen.fate === 'ran' ? wrong('it passed, with rows in the table') : missing(seen);
  }),
  'drop-column': ofStatement((finding, seen) => gone(finding, seen, 'drop column', ({ table, column }) => ({ table, column: column.name }))),
  'rename-column': ofStatement((finding, seen) => gone(finding, seen, 'rename column', ({ table, column }) => ({ table, column: column.name }))),
  'drop-table': ofStatement((finding, seen) => away(finding, seen, 'drop table')),
  'rename-table': ofStatement((finding, seen) => away(finding, seen, 'rename table')),
  'truncate': ofStatement((_finding, seen) => {
    const tables = operationsOf(seen, 'truncate').flatMap(({ table }) => relationOf(table, seen) ?? []);
    if (tables.some(({ oid }) => seen.scene.columns.has(oid))) return right('it stood before');
    return tables.length > 0 ? wrong('born in the script') : missing(seen);
  }),
  'concurrently-in-transaction': ofStatement((_finding, seen) => {
    if (/^(?:25001|2D000)$/.test(seen.refused?.sqlstate ?? '')) return right(seen.refused?.sqlstate ?? '');
    return seen.fate === 'ran' ? wrong('it ran') : missing(seen);
  }),
  'lock-timeout-kills-concurrent-build': ofStatement((_finding, { scene }) => (scene.lockTimeout === '0' ? wrong('lock_timeout is 0') : right(`lock_timeout is ${scene.lockTimeout}`))),
  'backfill-under-ddl-lock': ofStatement((_finding, seen) => {
    if (seen.fate !== 'ran' && !/^2[23]/.test(seen.refused?.sqlstate ?? '')) return missing(seen);
    const own = seen.fact.runs.length > 0 ? seen.observation?.locks.map(({ on, mode }) => [on.oid, mode] as const) ?? [] : [];
    const held = [...seen.scene.held, ...own].find(([oid, mode]) => stopsWrites(mode) && seen.scene.columns.has(oid));
    if (!held) return wrong('no lock is held');
    return seen.byKey === true ? wrong('the rows are found by a key') : right(`${held[1]} is held`);
  }),
  'unbatched-dml': ofStatement((_finding, seen) => {
    if (seen.fate !== 'ran') return missing(seen);
    const tables = [...tablesOf(seen, 'update'), ...tablesOf(seen, 'delete')];
    if (tables.length > 0 && !tables.some(({ oid }) => seen.scene.columns.has(oid))) return wrong('born in the script');
    return seen.byKey === true ? wrong('the rows are found by a key') : right('no key finds the rows');
  }),
};

function ofStatement(judge: (finding: Reported, seen: Seen) => Verdict | undefined): Judge {
  return (finding, { seen }) => seen && judge(finding, seen);
}

function operationsOf<K extends Kind>({ fact }: Seen, kind: K): readonly OperationOf<K>[] {
  const is = (operation: OperationOf<Kind>): operation is OperationOf<K> => operation.kind === kind;
  return withRuns(fact).flatMap(({ reading }) => reading.operations.filter(is));
}

function tablesOf(seen: Seen, kind: 'add column' | 'update' | 'delete'): readonly RelationSeen[] {
  return operationsOf(seen, kind).flatMap(({ table }) => relationOf(table, seen) ?? []);
}

function relationOf({ schema, name }: ObjectName, { scene, fact }: Seen): RelationSeen | undefined {
  return schema === undefined ? namedIn(name, fact.session.searchPath, scene) : relationCalled({ schema, name }, scene);
}

/** A column that stood before the script and is no more under that name. */
function gone<K extends 'drop column' | 'rename column'>(
  { message }: Reported, seen: Seen, kind: K, what: (operation: OperationOf<K>) => { readonly table: ObjectName; readonly column: string },
): Verdict {
  if (seen.fate !== 'ran') return missing(seen);
  const meant = operationsOf(seen, kind).map(what).filter(({ column }) => message.includes(column));
  const told = meant.map(({ table, column }): Verdict => {
    const relation = relationOf(table, seen);
    if (!relation) return wrong('there was no such table');
    if (!seen.scene.columns.get(relation.oid)?.has(column)) return wrong('the column was not there before the script');
    const comesAgain = operationsOf(seen, 'add column').some((other) => other.column.name.name === column);
    return seen.columnsAfter.get(relation.oid)?.has(column) && !comesAgain ? wrong('the column is there still') : right('a column that stood is gone');
  });
  return told.find(({ is }) => is === 'right') ?? told[0] ?? unjudged('done by code');
}

/** A table that stood before the script and is no more under that name. */
function away({ message }: Reported, seen: Seen, kind: 'drop table' | 'rename table'): Verdict {
  if (seen.fate !== 'ran') return missing(seen);
  const tables = operationsOf(seen, kind).map(({ table }) => table).filter(({ name }) => message.includes(name));
  const told = tables.map((table): Verdict => {
    const relation = relationOf(table, seen);
    if (!relation) return wrong('there was no such table');
    return stood(relation, seen.scene) ? right('a table that stood is gone') : wrong('born in the script');
  });
  return told.find(({ is }) => is === 'right') ?? told[0] ?? unjudged('done by code');
}

function stood({ oid }: RelationSeen, { columns }: Scene): boolean {
  return columns.has(oid);
}

function missing({ refused, fate }: Seen): Verdict {
  return unjudged(fate === 'refused' ? `refused: ${refused?.sqlstate ?? ''} ${refused?.message ?? ''}` : 'the server had no occasion to show it');
}
