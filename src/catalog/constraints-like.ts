import type { ConstraintsLike } from '../migrations/condition.ts';
import type { Known } from './doubt.ts';
import { known } from './doubt.ts';
import type { Constraint } from './object.ts';
import type { State } from './state.ts';
import { doubtAboutPart, findRelation } from './state.ts';

/** The constraints of a table that are as they are said to be; none of a table that is not there. */
export function constraintsLike(state: State, like: ConstraintsLike, searchPath: readonly string[]): Known<readonly Constraint[]> {
  const table = findRelation(state, like.table, searchPath);
  if (table.kind === 'absent') return known([]);
  if (table.kind === 'unknown') return { known: false, doubt: table.doubt };
  const doubt = table.doubt ?? doubtAboutPart(state, table.it, 'constraints', undefined, table.it.at);
  const last = table.it.constraints.map(({ constraint }) => constraint).filter((constraint) => isLike(constraint, like, state));
  return doubt ? { known: false, doubt, last } : known(last);
}

function isLike({ type, name, columns, references = '' }: Constraint, like: ConstraintsLike, { records }: State): boolean {
  return type === like.type
    && (like.name === undefined || name === like.name)
    && (like.references === undefined || records.get(references)?.relation.name === like.references)
    && (like.columns === undefined || (columns.length === like.columns.length && columns.every((column, at) => column === like.columns?.[at])));
}
