import type { AlterEnumStmt, CompositeTypeStmt, CreateRangeStmt, DefineStmt, Node, ObjectType } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named } from '../sql/name.ts';
import { partNamed, qualified } from './names.ts';
import type { AttributeSpec, Operation } from './operation.ts';
import { readOther } from './others.ts';
import type { Readers } from './reader.ts';
import { sqlTypeOf } from './sqltype.ts';
import { bodiesOf, bodyOf, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const types: Readers = {
  CreateEnumStmt: ({ typeName, vals }, here, within) => [{
    kind: 'create enum', when: ALWAYS, span: typeVerb(here, within), type: typeNamed(typeName, here, within), labels: stringsOf(vals),
  }],
  AlterEnumStmt: (body, here, within) => [alterEnum(body, here, within)],
  CompositeTypeStmt: (body, here, within) => [createComposite(body, here, within)],
  CreateRangeStmt: (body, here, within) => [createRange(body, here, within)],
  DefineStmt: (body, here, within) => (body.kind === 'OBJECT_TYPE' ? [createBase(body, here, within)] : readOther({ DefineStmt: body }, here, within)),
  AlterTypeStmt: ({ typeName }, here, within) => [{
    kind: 'alter type', when: ALWAYS, span: typeVerb(here, within), type: typeNamed(typeName, here, within), does: 'SET',
  }],
};

export function isType(object: ObjectType | undefined): boolean {
  return object === 'OBJECT_TYPE' || object === 'OBJECT_DOMAIN';
}

/** CREATE TYPE, ALTER DOMAIN: two words, then the name. */
export function typeVerb(here: Wording, { from }: Stretch) {
  return here.through(from, from + 1);
}

export function typeNamed(names: readonly Node[] | undefined, here: Wording, within: Stretch): Named {
  return qualified('type', stringsOf(names), here, within.from + 2);
}

function alterEnum(body: AlterEnumStmt, here: Wording, within: Stretch): Operation {
  const type = typeNamed(body.typeName, here, within);
  const from = here.name(within.from + 2).to;
  const span = here.through(from, from + 1);
  if (body.oldVal !== undefined) return { kind: 'rename enum value', when: ALWAYS, span, type, from: body.oldVal, to: body.newVal ?? '' };
  const beside = body.newValNeighbor === undefined ? undefined
    : { side: body.newValIsAfter === true ? 'after' : 'before', label: body.newValNeighbor } as const;
  return { kind: 'add enum value', when: ALWAYS, span, type, label: body.newVal ?? '', ifNotExists: body.skipIfNewValExists === true, beside };
}

function createComposite({ typevar, coldeflist }: CompositeTypeStmt, here: Wording, within: Stretch): Operation {
  const type: Named = { type: 'type', schema: typevar?.schemaname, name: typevar?.relname ?? '', span: here.spanOf(here.name(within.from + 2)) };
  const open = here.find({ from: within.from + 2, to: within.to }, '(');
  const parts = open === undefined ? [] : here.parts(here.inside(open));
  const attributes = bodiesOf(coldeflist, 'ColumnDef').map((node, at): AttributeSpec => {
    const from = here.at(node.location);
    const end = parts[at]?.to ?? within.to;
    const to = node.collClause ? here.at(node.collClause.location) : end;
    return { name: partNamed('column', node.colname ?? '', type, here, from), sqlType: sqlTypeOf(node.typeName, here, { from: from + 1, to }, node.collClause) };
  });
  return { kind: 'create composite type', when: ALWAYS, span: typeVerb(here, within), type, attributes };
}

function createRange({ typeName, params }: CreateRangeStmt, here: Wording, within: Stretch): Operation {
  const subtype = bodyOf(bodiesOf(params, 'DefElem').find(({ defname }) => defname === 'subtype')?.arg, 'TypeName');
  const from = here.at(subtype?.location);
  const to = here.find({ from, to: within.to }, ',', ')') ?? within.to;
  return { kind: 'create range type', when: ALWAYS, span: typeVerb(here, within), type: typeNamed(typeName, here, within), subtype: sqlTypeOf(subtype, here, { from, to }) };
}

function createBase({ defnames, definition }: DefineStmt, here: Wording, within: Stretch): Operation {
  return { kind: 'create base type', when: ALWAYS, span: typeVerb(here, within), type: typeNamed(defnames, here, within), shell: definition === undefined };
}
