import type { ConstraintOperation } from '../../operations/kinds/constraint.ts';
import { addConstraint, addConstraintAlone } from '../add-constraint.ts';
import { renameConstraint, validateConstraint } from '../alter-constraint.ts';
import { removeConstraint } from '../remove-constraint.ts';
import type { Folds } from './folds.ts';
import { onMeant, onTable } from './folds.ts';

export const constraintFolds: Folds<ConstraintOperation['kind']> = {
  'add constraint': (draft, { table, constraint }) =>
    onTable(draft, table, ({ relation }) => (table.only ? addConstraintAlone : addConstraint)(draft, relation.id, constraint)),
  'drop constraint': (draft, { table, constraint }) => onMeant(draft, table, ({ relation }) => removeConstraint(draft, relation.id, constraint.name)),
  'validate constraint': (draft, { table, constraint }) => onTable(draft, table, ({ relation }) => validateConstraint(draft, relation.id, constraint.name)),
  'rename constraint': (draft, { table, constraint, to }) => onTable(draft, table, ({ relation }) => renameConstraint(draft, relation.id, constraint.name, to.name)),
};
