import type { ConstraintSpec, Operation } from '../operations/operation.ts';
import type { Named } from '../sql/name.ts';
import { holdsStandIn } from '../sql/stand-in.ts';

/** The kinds of objects for which a house may have its way of naming. */
export type NamedKind =
  | 'schema' | 'table' | 'column' | 'view' | 'index' | 'sequence' | 'type' | 'function' | 'trigger' | 'policy'
  | 'primary key' | 'unique' | 'foreign key' | 'check' | 'exclude';

export interface NameGiven { readonly kind: NamedKind; readonly name: Named }

/** The names that an operation gives to what it makes or renames, each with its place; not those that a tool fills in. */
export function namesGiven(operation: Operation): readonly NameGiven[] {
  return namesIn(operation).filter(({ name }) => !holdsStandIn(name.name));
}

function namesIn(operation: Operation): readonly NameGiven[] {
  switch (operation.kind) {
    case 'create table': return operation.persistence === 'temporary' ? [] : [
      { kind: 'table', name: operation.table },
      ...operation.columns.flatMap((column) => [{ kind: 'column' as const, name: column.name }, ...ofConstraints(column.constraints)]),
      ...ofConstraints(operation.constraints),
    ];
    case 'rename table': return [{ kind: 'table', name: operation.to }];
    case 'add column': return [{ kind: 'column', name: operation.column.name }, ...ofConstraints(operation.column.constraints)];
    case 'rename column': return [{ kind: 'column', name: operation.to }];
    case 'add constraint': return ofConstraints([operation.constraint]);
    case 'create view': return [{ kind: 'view', name: operation.view }];
    case 'rename view': return [{ kind: 'view', name: operation.to }];
    case 'create index': return operation.name ? [{ kind: 'index', name: operation.name }] : [];
    case 'rename index': return [{ kind: 'index', name: operation.to }];
    case 'create sequence': return [{ kind: 'sequence', name: operation.sequence }];
    case 'rename sequence': return [{ kind: 'sequence', name: operation.to }];
    case 'create enum': case 'create domain': case 'create composite type': case 'create range type': return [{ kind: 'type', name: operation.type }];
    case 'rename type': return [{ kind: 'type', name: operation.to }];
    case 'create function': return [{ kind: 'function', name: operation.function }];
    case 'rename function': return [{ kind: 'function', name: operation.to }];
    case 'create trigger': return [{ kind: 'trigger', name: operation.trigger }];
    case 'rename trigger': return [{ kind: 'trigger', name: operation.to }];
    case 'create policy': return [{ kind: 'policy', name: operation.policy }];
    case 'rename policy': return [{ kind: 'policy', name: operation.to }];
    default: return [];
  }
}

/** NOT NULL is hardly ever named. */
function ofConstraints(constraints: readonly ConstraintSpec[]): readonly NameGiven[] {
  return constraints.flatMap(({ type, name }) => (name === undefined || type === 'not null' ? [] : [{ kind: type, name }]));
}

/** The operations that give names. */
export const GIVE_NAMES = [
  'create table', 'rename table', 'add column', 'rename column', 'add constraint', 'create view', 'rename view', 'create index',
  'rename index', 'create sequence', 'rename sequence', 'create enum', 'create domain', 'create composite type', 'create range type',
  'rename type', 'create function', 'rename function', 'create trigger', 'rename trigger', 'create policy', 'rename policy',
] as const satisfies readonly Operation['kind'][];
