import { lastKnown } from '../../src/effects/moment.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { describe } from '../../src/operations/describe.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'drop-cascade',
  summary: 'Name each dependent object instead of dropping with CASCADE.',
  why: `
    CASCADE drops whatever depends on an object: views, foreign keys of other tables, triggers that call a function,
    defaults that use a sequence. Nobody lists it, and nothing brings it back; what depends on it in production may be
    more than in the database that the migration was written for.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-depend.html'],
  on: ['drop table', 'drop column', 'drop constraint', 'drop view', 'drop function', 'drop sequence'],

  check(operation, here) {
    if (!operation.cascade) return [];
    const dependents = dependentsOf(operation, here);
    if (dependents.length === 0) return [];
    return [{
      message: `${describe(operation)} CASCADE takes ${listed(dependents)} with it, which this migration does not name.`,
      at: here.at,
      because: [],
      cure: noCure(`Decide about ${dependents.length === 1 ? 'it' : 'each'} by its name: change or drop ${listed(dependents)} first, then ${describe(operation)} without CASCADE.`),
    }];
  },
});

type Drop = OperationOf<'drop table' | 'drop column' | 'drop constraint' | 'drop view' | 'drop function' | 'drop sequence'>;

/** What is known to depend on it and is not of this script, nor goes by its own name in it. */
function dependentsOf(operation: Drop, here: Situation): readonly string[] {
  switch (operation.kind) {
    case 'drop table': return [...viewsOn(operation.table, undefined, here), ...keysTo(operation.table, undefined, here)];
    case 'drop view': return viewsOn(operation.view, undefined, here);
    case 'drop column': return [...viewsOn(operation.table, operation.column.name, here), ...keysTo(operation.table, [operation.column.name], here)];
    case 'drop constraint': return keysTo(operation.table, here.constraintsOn(operation.table).find(({ name }) => name === operation.constraint.name)?.columns ?? [], here);
    case 'drop function': return triggersCalling(operation.function, here);
    case 'drop sequence': return defaultsFrom(operation.sequence, here);
  }
}

function viewsOn(name: ObjectName, column: string | undefined, here: Situation): readonly string[] {
  const relation = here.lastSeen(name);
  if (!relation) return [];
  return lastKnown(here.catalog.viewsOn(relation))
    .filter(({ relation: view, columns }) => !here.isNew(view) && !isDroppedToo(view.name, here) && (column === undefined || columns.includes(column)))
    .map(({ relation: view }) => `the view ${here.nameOf({ kind: 'relation', relation: view })}`);
}

/** Foreign keys of other tables; `columns`: those of the key that goes. */
function keysTo(name: ObjectName, columns: readonly string[] | undefined, here: Situation): readonly string[] {
  const relation = here.lastSeen(name);
  if (!relation || columns?.length === 0) return [];
  return lastKnown(here.catalog.referencedBy(relation)).flatMap((key) => {
    const table = here.catalog.byId(key.table);
    if (!table || table.id === relation.id || here.isNew(table) || isDroppedToo(table.name, here)) return [];
    const isMeant = columns === undefined || key.referencedColumns.some((column) => columns.includes(column));
    return isMeant ? [`the foreign key ${key.name} of ${here.nameOf({ kind: 'relation', relation: table })}`] : [];
  });
}

function triggersCalling(name: ObjectName, here: Situation): readonly string[] {
  return here.catalog.relations().filter((relation) => !here.isNew(relation)).flatMap((relation) => lastKnown(here.catalog.attachedTo(relation))
    .filter((attached) => attached.kind === 'trigger' && !attached.inherited && attached.function.split('.').at(-1) === name.name)
    .map((trigger) => `the trigger ${trigger.name} of ${here.nameOf({ kind: 'relation', relation })}`));
}

function defaultsFrom(name: ObjectName, here: Situation): readonly string[] {
  return here.catalog.relations().filter((relation) => !here.isNew(relation)).flatMap((relation) => lastKnown(here.catalog.columns(relation))
    .filter(({ fallback }) => fallback?.sequences.some((sequence) => sequence.name === name.name) === true)
    .map((column) => `the default of ${here.nameOf({ kind: 'relation', relation })}.${column.name}`));
}

/** Several objects of one statement, or of this script, go together. */
function isDroppedToo(name: string, here: Situation): boolean {
  return here.inScript('drop table', 'drop view').some(({ operation }) => (operation.kind === 'drop table' ? operation.table : operation.view).name === name);
}
