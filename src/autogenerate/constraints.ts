import type { Catalog } from '../catalog/catalog.ts';
import { lastKnown } from '../effects/moment.ts';
import type { Constraint, Relation } from '../catalog/object.ts';
import { quoteName } from '../sql/quote.ts';
import type { Change, Stage } from './change.ts';
import { change } from './change.ts';
import { alter } from './columns.ts';
import { renamedAmong } from './renamed.ts';
import { constraintShape } from './same.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs } from './sides.ts';
import { constraintSql } from './words.ts';

/** The constraints of a table that are its own. That a column is NOT NULL is said of the column. */
export function ownConstraints(relation: Relation, catalog: Catalog): readonly Constraint[] {
  const inherited = catalog.inheritedIn(relation);
  return lastKnown(catalog.constraints(relation)).filter(({ type, name }) => type !== 'not null' && !inherited.has(`constraint ${name}`));
}

/**
 * In what the constraints of a table are otherwise. One of another name that says the same is renamed; what goes with a
 * column that is dropped needs no word.
 */
export function constraintChanges(tables: { readonly now: Relation; readonly wanted: Relation }, gone: ReadonlySet<string>, sides: Sides): readonly Change[] {
  const table = tables.wanted;
  const all = pairs(ownConstraints(tables.now, sides.now), ownConstraints(table, sides.wanted), ({ name }) => name);
  const dropped = all.flatMap(({ now, wanted }) => (now && !wanted ? [now] : []));
  const added = all.flatMap(({ now, wanted }) => (wanted && !now ? [wanted] : []));
  const renamed = renamedAmong(dropped, added, (old, one) => constraintShape(one, sides.wanted) === constraintShape(old, sides.now));
  const taken = new Set(renamed.values());
  const goesAlong = ({ columns, type }: Constraint) => type !== 'check' && columns.some((column) => gone.has(column));
  return [
    ...[...renamed].map(([old, { name }]) => change('constraint', `rename ${subject(old, table)} to ${quoteName(name)}`, `${alter(table)} RENAME CONSTRAINT ${quoteName(old.name)} TO ${quoteName(name)}`)),
    ...dropped.filter((one) => !renamed.has(one) && !goesAlong(one)).map((one) => change(one.type === 'foreign key' ? 'drop foreign key' : 'drop constraint', `drop ${subject(one, table)}`, dropSql(one, table))),
    ...added.filter((one) => !taken.has(one)).map((one) => addConstraint(one, table, sides.wanted)),
    ...all.flatMap(({ now, wanted }) => (now && wanted ? changed(now, wanted, table, sides) : [])),
  ];
}

export function addConstraint(constraint: Constraint, table: Relation, catalog: Catalog): Change {
  return change(stageOf(constraint), `add ${subject(constraint, table)}`, `${alter(table)} ${addClause(constraint, catalog)}`);
}

function addClause(constraint: Constraint, catalog: Catalog): string {
  const unproven = !constraint.validated && constraint.enforced && (constraint.type === 'check' || constraint.type === 'foreign key') ? ' NOT VALID' : '';
  return `ADD CONSTRAINT ${quoteName(constraint.name)} ${constraintSql(constraint, catalog)}${unproven}`;
}

/** Of a constraint that says something else no moment is without. */
function changed(now: Constraint, wanted: Constraint, table: Relation, sides: Sides): readonly Change[] {
  if (constraintShape(now, sides.now) !== constraintShape(wanted, sides.wanted)) {
    return [change(stageOf(wanted), `change ${subject(wanted, table)}`, `${alter(table)} DROP CONSTRAINT ${quoteName(now.name)}, ${addClause(wanted, sides.wanted)}`)];
  }
  if (now.validated || !wanted.validated) return [];
  return [change(stageOf(wanted), `validate ${subject(wanted, table)}`, `${alter(table)} VALIDATE CONSTRAINT ${quoteName(wanted.name)}`)];
}

function stageOf({ type }: Constraint): Stage {
  return type === 'foreign key' || type === 'check' ? type : 'constraint';
}

function dropSql({ name }: Constraint, table: Relation): string {
  return `${alter(table)} DROP CONSTRAINT ${quoteName(name)}`;
}

function subject({ type, name }: Constraint, table: Relation): string {
  return `${type} ${quoteName(name)} of ${nameOf(table)}`;
}
