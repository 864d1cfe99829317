import type { AlterDomainStmt, AlterEnumStmt, CreateDomainStmt, Node } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import { expressionOf } from './expression.ts';
import { qualified } from './names.ts';
import type { Expression, Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { sqlTypeOf } from './sqltype.ts';
import { bodiesOf, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const types: Readers = {
  CreateEnumStmt: ({ typeName, vals }, here, within) => [{
    kind: 'create enum', when: ALWAYS, span: verb(here, within), type: typeNamed(typeName, here, within), labels: stringsOf(vals),
  }],
  CompositeTypeStmt: ({ typevar }, here, within) => [{
    kind: 'create composite type', when: ALWAYS, span: verb(here, within),
    type: { type: 'type', schema: typevar?.schemaname, name: typevar?.relname ?? '', span: here.spanOf(here.name(within.from + 2)) },
  }],
  CreateRangeStmt: ({ typeName }, here, within) => [{
    kind: 'other', when: ALWAYS, span: verb(here, within), tag: 'CREATE TYPE', reach: [typeReached(typeName)],
  }],
  AlterEnumStmt: (body, here, within) => [alterEnum(body, here, within)],
  CreateDomainStmt: (body, here, within) => [createDomain(body, here, within)],
  AlterDomainStmt: (body: AlterDomainStmt, here, within) => [{
    kind: 'other', when: ALWAYS, span: verb(here, within), tag: 'ALTER DOMAIN', reach: [typeReached(body.typeName)],
  }],
  AlterTypeStmt: ({ typeName }, here, within) => [{
    kind: 'other', when: ALWAYS, span: verb(here, within), tag: 'ALTER TYPE', reach: [typeReached(typeName)],
  }],
};

/** CREATE TYPE, ALTER DOMAIN: two words, then the name. */
function verb(here: Wording, { from }: Stretch) {
  return here.through(from, from + 1);
}

function typeNamed(names: readonly Node[] | undefined, here: Wording, within: Stretch): Named {
  return qualified('type', stringsOf(names), here, within.from + 2);
}

function typeReached(names: readonly Node[] | undefined): ObjectName {
  const parts = stringsOf(names);
  return { type: 'type', schema: parts.at(-2), name: parts.at(-1) ?? '' };
}

function alterEnum(body: AlterEnumStmt, here: Wording, within: Stretch): Operation {
  const type = typeNamed(body.typeName, here, within);
  const from = here.name(within.from + 2).to;
  const span = here.through(from, from + 1);
  if (body.oldVal !== undefined) return { kind: 'rename enum value', when: ALWAYS, span, type, from: body.oldVal, to: body.newVal ?? '' };
  return { kind: 'add enum value', when: ALWAYS, span, type, label: body.newVal ?? '', ifNotExists: body.skipIfNewValExists === true };
}

function createDomain(body: CreateDomainStmt, here: Wording, within: Stretch): Operation {
  const clauses = bodiesOf(body.constraints, 'Constraint');
  const starts = [...clauses, ...(body.collClause ? [body.collClause] : [])].map(({ location }) => here.at(location)).sort((a, b) => a - b);
  const base = { from: here.at(body.typeName?.location), to: starts[0] ?? within.to };
  return {
    kind: 'create domain', when: ALWAYS, span: verb(here, within), type: typeNamed(body.domainname, here, within),
    base: sqlTypeOf(body.typeName, here, base, body.collClause),
    constrained: clauses.some(({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL'),
    fallback: fallbackOf(body, here, starts, within),
  };
}

function fallbackOf(body: CreateDomainStmt, here: Wording, starts: readonly number[], within: Stretch): Expression | undefined {
  const clause = bodiesOf(body.constraints, 'Constraint').find(({ contype }) => contype === 'CONSTR_DEFAULT');
  const from = here.at(clause?.location);
  const to = starts.find((start) => start > from) ?? within.to;
  const word = clause && here.find({ from, to }, 'default');
  return clause?.raw_expr && word !== undefined ? expressionOf(clause.raw_expr, here, { from: word + 1, to }) : undefined;
}
