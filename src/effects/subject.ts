import type { Operation } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';

/** The relations that an operation names and whose lock its fact gives. */
export function subjectsOf(operation: Operation): readonly ObjectName[] {
  switch (operation.kind) {
    case 'vacuum': case 'analyze': return operation.tables;
    case 'reindex': return operation.target ? [operation.target] : [];
    case 'comment': return operation.on ? [commented(operation.on)] : [];
    case 'create table': case 'create view': case 'create sequence': return [];
    default: return named(operation);
  }
}

function named(operation: Operation): readonly ObjectName[] {
  if ('table' in operation && operation.table) return [operation.table];
  if ('index' in operation) return [operation.index];
  if ('sequence' in operation) return [operation.sequence];
  return 'view' in operation ? [operation.view] : [];
}

/** A column and a constraint are locked through their table. */
function commented({ type, schema, name, of }: ObjectName): ObjectName {
  return of === undefined ? { type, schema, name } : { type: 'relation', schema, name: of };
}
