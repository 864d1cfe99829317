import type { AlterDomainStmt, CreateDomainStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named } from '../sql/name.ts';
import { constraintOf } from './constraint-spec.ts';
import { expressionOf } from './expression.ts';
import { behindIf, partNamed } from './names.ts';
import type { ConstraintSpec, Expression, Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { sqlTypeOf } from './sqltype.ts';
import { bodiesOf, bodyOf } from './tree.ts';
import { typeNamed, typeVerb } from './types.ts';
import type { Stretch, Wording } from './wording.ts';

export const domains: Readers = {
  CreateDomainStmt: (body, here, within) => [createDomain(body, here, within)],
  AlterDomainStmt: (body, here, within) => alterDomain(body, here, within),
};

function createDomain(body: CreateDomainStmt, here: Wording, within: Stretch): Operation {
  const type = typeNamed(body.domainname, here, within);
  const clauses = bodiesOf(body.constraints, 'Constraint');
  const starts = [...clauses, ...(body.collClause ? [body.collClause] : [])].map(({ location }) => here.at(location)).sort((a, b) => a - b);
  const stretchOf = (from: number): Stretch => ({ from, to: starts.find((start) => start > from) ?? within.to });
  return {
    kind: 'create domain', when: ALWAYS, span: typeVerb(here, within), type,
    base: sqlTypeOf(body.typeName, here, { from: here.at(body.typeName?.location), to: starts[0] ?? within.to }, body.collClause),
    constraints: clauses.flatMap((clause) => constraintOf(clause, here, stretchOf(here.at(clause.location)), { of: type }) ?? []),
    fallback: fallbackOf(body, here, stretchOf),
  };
}

function fallbackOf(body: CreateDomainStmt, here: Wording, stretchOf: (from: number) => Stretch): Expression | undefined {
  const clause = bodiesOf(body.constraints, 'Constraint').find(({ contype }) => contype === 'CONSTR_DEFAULT');
  const stretch = stretchOf(here.at(clause?.location));
  const word = clause && here.find(stretch, 'default');
  return clause?.raw_expr && word !== undefined ? expressionOf(clause.raw_expr, here, { from: word + 1, to: stretch.to }) : undefined;
}

/** The letters by which the grammar tells the forms of ALTER DOMAIN apart. */
function alterDomain(body: AlterDomainStmt, here: Wording, within: Stretch): readonly Operation[] {
  const type = typeNamed(body.typeName, here, within);
  const verb = here.name(within.from + 2).to;
  const common = { when: ALWAYS, span: here.through(verb, verb + 1), type };
  switch (body.subtype) {
    case 'T': return [body.def
      ? { kind: 'set domain default', ...common, to: expressionOf(body.def, here, { from: verb + 2, to: within.to }) }
      : { kind: 'drop domain default', ...common }];
    case 'N': return [{ kind: 'drop domain not null', ...common, span: here.through(verb, verb + 2) }];
    case 'O': return [{ kind: 'set domain not null', ...common, span: here.through(verb, verb + 2) }];
    case 'C': return added(body, here, { from: verb + 1, to: within.to }, type).map((constraint) => ({ kind: 'add domain constraint', ...common, constraint }));
    case 'X': return [{ kind: 'drop domain constraint', ...common, constraint: named(body, here, behindIf(here, verb + 2), type), ifExists: body.missing_ok === true }];
    case 'V': return [{ kind: 'validate domain constraint', ...common, constraint: named(body, here, verb + 2, type) }];
    default: return [{ kind: 'other', when: ALWAYS, span: typeVerb(here, within), tag: 'ALTER DOMAIN', reach: [type] }];
  }
}

function added({ def }: AlterDomainStmt, here: Wording, stretch: Stretch, of: Named): readonly ConstraintSpec[] {
  const node = bodyOf(def, 'Constraint');
  const spec = node && constraintOf(node, here, stretch, { of });
  return spec ? [spec] : [];
}

function named({ name = '' }: AlterDomainStmt, here: Wording, index: number, of: Named): Named {
  return partNamed('constraint', name, of, here, index);
}
