import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { Span } from '../text/place.ts';

export type Constraining = OperationOf<'add constraint' | 'add column' | 'create table'>;

/** A constraint as it is written; `span`: of a constraint that stands among others in the statement. */
export interface WrittenConstraint { readonly constraint: ConstraintSpec; readonly span: Span | undefined }

/** The constraints that an operation writes down, inside columns and beside them. */
export function constraintsIn(operation: Constraining): readonly WrittenConstraint[] {
  if (operation.kind === 'add constraint') return [{ constraint: operation.constraint, span: undefined }];
  const columns = operation.kind === 'add column' ? [operation.column] : operation.columns;
  const beside = operation.kind === 'add column' ? [] : operation.constraints;
  return [...columns.flatMap(({ constraints }) => constraints), ...beside].map((constraint) => ({ constraint, span: constraint.span }));
}
