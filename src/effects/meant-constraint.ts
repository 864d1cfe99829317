import { madeName } from '../catalog/made-name.ts';
import type { Constraint } from '../catalog/object.ts';
import { HISTORY_INCOMPLETE } from '../catalog/doubt.ts';
import type { Named } from '../sql/name.ts';
import type { Found, Moment } from './moment.ts';
import { concerned, find, lastKnown, suspected, wordsOf } from './moment.ts';
import type { Concerned } from './part.ts';

/** A constraint as a statement speaks of it: the catalog's, or one that an earlier sub-command adds. */
export type Meant = Pick<Constraint, 'type' | 'columns' | 'validated'> & { readonly own?: Constraint; readonly references?: Named };

export function meantConstraint({ relation }: Found, name: string, { before, operations }: Moment): Meant | 'absent' | 'unknown' {
  const added = operations.find((operation) => operation.kind === 'add constraint' && operation.constraint.name?.name === name);
  if (added?.kind === 'add constraint') return added.constraint;
  if (!relation) return 'unknown';
  const answer = before.constraint(relation, name);
  const own = answer.known ? answer.value : answer.last ?? lastKnown(before.constraints(relation)).find((one) => one.name === name);
  if (own) return { type: own.type, columns: own.columns, validated: own.validated, own };
  return answer.known ? 'absent' : 'unknown';
}

/** NOT NULL by the name that somebody gave it, or by the one that PostgreSQL made up. */
export function isNotNull(meant: Meant | 'absent' | 'unknown', { relation }: Found, name: string, { before }: Moment): boolean {
  if (typeof meant === 'object') return meant.type === 'not null';
  if (!relation || meant === 'unknown') return false;
  return lastKnown(before.columns(relation)).some((column) => column.notNull !== 'no' && madeName(relation.name, column.name, 'not_null') === name);
}

/** The table at the other end of a foreign key. */
export function referencedOf(meant: Meant, here: Moment): readonly Concerned[] {
  const named = meant.references && find(meant.references, here);
  if (named) return [{ on: named.on, role: 'referenced', certain: true }];
  const relation = meant.own?.references === undefined ? undefined : here.before.byId(meant.own.references);
  return relation ? [concerned(relation, 'referenced')] : [];
}

export function suspectedReferenced(found: Found, constraint: string): readonly Concerned[] {
  const doubt = found.on.kind === 'unresolved' ? found.on.doubt : HISTORY_INCOMPLETE;
  return [suspected(`the table that ${constraint} of ${wordsOf(found.on)} references`, doubt, 'referenced')];
}
