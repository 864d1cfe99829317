import type { ColumnDef, Constraint } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import type { Setting } from './constraint-spec.ts';
import { constraintOf } from './constraint-spec.ts';
import { expressionOf } from './expression.ts';
import { alwaysOf, identitySequenceOf } from './identity.ts';
import { partNamed } from './names.ts';
import type { ColumnSpec, ConstraintSpec } from './operation.ts';
import { sqlTypeOf } from './sqltype.ts';
import { bodiesOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** A clause of a column and its words: from its first one to the next clause. */
interface Clause { readonly node: Constraint; readonly stretch: Stretch }

/** A column's definition that ends at token `to`. */
export function columnOf(node: ColumnDef, here: Wording, to: number, table: Named): ColumnSpec {
  const from = here.at(node.location);
  const clauses = clausesOf(node, here, to);
  const find = (type: Constraint['contype']) => clauses.find((clause) => clause.node.contype === type);
  const setting: Setting = { of: table, column: node.colname };
  return {
    name: partNamed('column', node.colname ?? '', table, here, from),
    sqlType: columnType(node, here, { from: from + 1, to }),
    notNull: notNullSpan(find('CONSTR_NOTNULL'), here),
    ...fallbackOf(find('CONSTR_DEFAULT'), here),
    identity: spanOfClause(find('CONSTR_IDENTITY'), here),
    ...alwaysOf(find('CONSTR_IDENTITY')?.node),
    identitySequence: identitySequenceOf(find('CONSTR_IDENTITY')?.node, here),
    generated: generatedOf(find('CONSTR_GENERATED'), here),
    ...(node.compression === undefined ? {} : { compression: node.compression.toLowerCase() }),
    constraints: constraintsOf(clauses, here, setting),
    span: here.spanOf({ from, to }),
  };
}

/** Where the clauses behind a column's type start; COLLATE may stand among them. */
function startsOf(node: ColumnDef, here: Wording): readonly number[] {
  const locations = bodiesOf(node.constraints, 'Constraint').map(({ location }) => location);
  if (node.collClause) locations.push(node.collClause.location);
  return locations.map((location) => here.at(location)).sort((a, b) => a - b);
}

function clausesOf(node: ColumnDef, here: Wording, to: number): readonly Clause[] {
  const starts = startsOf(node, here);
  const all = bodiesOf(node.constraints, 'Constraint').map((constraint): Clause => {
    const from = here.at(constraint.location);
    return { node: constraint, stretch: { from, to: starts.find((start) => start > from) ?? to } };
  });
  return withAttributes(all);
}

/** DEFERRABLE, NOT ENFORCED and their kin are nodes of their own, which belong to the constraint before them. */
function withAttributes(all: readonly Clause[]): readonly Clause[] {
  const whole: Clause[] = [];
  for (const clause of all) {
    const before = whole.at(-1);
    if (!before || !clause.node.contype?.startsWith('CONSTR_ATTR_')) {
      whole.push(clause);
      continue;
    }
    whole[whole.length - 1] = { node: withAttribute(before.node, clause.node.contype), stretch: { from: before.stretch.from, to: clause.stretch.to } };
  }
  return whole;
}

function withAttribute(node: Constraint, attribute: Constraint['contype']): Constraint {
  switch (attribute) {
    case 'CONSTR_ATTR_NOT_ENFORCED': return { ...node, is_enforced: false, skip_validation: true };
    case 'CONSTR_ATTR_DEFERRABLE': return { ...node, deferrable: true };
    case 'CONSTR_ATTR_DEFERRED': return { ...node, deferrable: true, initdeferred: true };
    default: return node;
  }
}

/** The type's words end at the column's first clause; STORAGE and COMPRESSION stand before all others. */
function columnType(node: ColumnDef, here: Wording, { from, to }: Stretch) {
  const end = startsOf(node, here)[0] ?? to;
  const start = node.typeName ? here.at(node.typeName.location) : from;
  return sqlTypeOf(node.typeName, here, { from: start, to: here.find({ from: start, to: end }, 'storage', 'compression', 'options') ?? end }, node.collClause);
}

function constraintsOf(clauses: readonly Clause[], here: Wording, setting: Setting): readonly ConstraintSpec[] {
  return clauses.flatMap(({ node, stretch }) => {
    if (node.contype === 'CONSTR_NOTNULL' && node.conname === undefined) return [];
    return constraintOf(node, here, stretch, setting) ?? [];
  });
}

function notNullSpan(clause: Clause | undefined, here: Wording) {
  const index = clause && here.find(clause.stretch, 'not');
  return index === undefined ? undefined : here.through(index, index + 1);
}

function fallbackOf(clause: Clause | undefined, here: Wording): Pick<ColumnSpec, 'fallback' | 'fallbackClause'> {
  const index = clause && here.find(clause.stretch, 'default');
  if (!clause?.node.raw_expr || index === undefined) return {};
  const fallback = expressionOf(clause.node.raw_expr, here, { from: index + 1, to: clause.stretch.to });
  return { fallback, fallbackClause: here.spanOf(clause.stretch) };
}

/** Without STORED a generated column is virtual from PostgreSQL 18 on; before, the word is required. */
function generatedOf(clause: Clause | undefined, here: Wording): ColumnSpec['generated'] {
  const index = clause && here.find(clause.stretch, 'as');
  if (!clause?.node.raw_expr || index === undefined) return undefined;
  const as = expressionOf(clause.node.raw_expr, here, here.inside(index + 1));
  return { as, stored: clause.node.generated_kind === 's', span: here.spanOf(clause.stretch) };
}

function spanOfClause(clause: Clause | undefined, here: Wording) {
  return clause && here.spanOf(clause.stretch);
}
