import type { IndexElem, IndexStmt, ReindexObjectType, ReindexStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { expressionOf } from './expression.ts';
import { behindRelation, relationNamed } from './names.ts';
import type { Expression, IndexKey, Operation, OperationOf } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, bodyOf, isOn, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const indexes: Readers = {
  IndexStmt: (body, here, within) => [createIndex(body, here, within)],
  ReindexStmt: (body, here, within) => [reindex(body, here, within)],
};

function createIndex(body: IndexStmt, here: Wording, within: Stretch): Operation {
  const table = relationNamed(body.relation, here);
  const word = here.find(within, 'index') ?? within.from;
  const on = here.find({ from: word, to: within.to }, 'on') ?? word;
  const open = here.find({ from: behindRelation(body.relation, here, within), to: within.to }, '(') ?? on;
  return {
    kind: 'create index', when: ALWAYS, span: here.through(within.from, word), table,
    // An index lives in the schema of its table.
    name: body.idxname === undefined ? undefined : { type: 'index', schema: table.schema, name: body.idxname, span: here.through(on - 1, on - 1) },
    concurrently: body.concurrent === true, unique: body.unique === true, ...(body.nulls_not_distinct ? { nullsNotDistinct: true } : {}), ifNotExists: body.if_not_exists === true,
    only: body.relation?.inh !== true, method: body.accessMethod ?? 'btree',
    keys: keysOf(bodiesOf(body.indexParams, 'IndexElem'), here, here.inside(open)),
    include: bodiesOf(body.indexIncludingParams, 'IndexElem').flatMap(({ name }) => name ?? []),
    where: whereOf(body, here, { from: here.next(open), to: within.to }),
    afterIndex: here.through(word, word).end,
  };
}

function keysOf(elements: readonly IndexElem[], here: Wording, within: Stretch): readonly IndexKey[] {
  const parts = here.parts(within);
  return elements.map((element, at) => ({
    expression: keyExpression(element, here, parts[at] ?? within),
    operatorClass: element.opclass && stringsOf(element.opclass).join('.'),
    collation: element.collation && stringsOf(element.collation).join('.'),
    ...orderOf(element),
  }));
}

/** Where NULL stands is implied by the direction: last when ascending, first when descending. */
function orderOf({ ordering, nulls_ordering: nulls }: IndexElem): { readonly order?: string } {
  const isDescending = ordering === 'SORTBY_DESC';
  const isFirst = nulls === 'SORTBY_NULLS_FIRST' || (nulls !== 'SORTBY_NULLS_LAST' && isDescending);
  const words = [...(isDescending ? ['desc'] : []), ...(isFirst === isDescending ? [] : [isFirst ? 'nulls first' : 'nulls last'])];
  return words.length === 0 ? {} : { order: words.join(' ') };
}

/** A column, an expression in parentheses, or a function call; sort order and operator class stand behind it. */
function keyExpression({ name, expr }: IndexElem, here: Wording, part: Stretch): Expression {
  if (name !== undefined || !expr) {
    const span = here.through(part.from, part.from);
    return { span, text: here.text(span), shape: 'column', columns: name === undefined ? [] : [name], calls: [], casts: [], through: [], sequences: [], impliesNotNull: [] };
  }
  if (here.word(part.from) === '(') return expressionOf(expr, here, here.inside(part.from));
  const open = here.find(part, '(');
  return expressionOf(expr, here, { from: part.from, to: open === undefined ? here.name(part.from).to : here.next(open) });
}

function whereOf(body: IndexStmt, here: Wording, behind: Stretch): Expression | undefined {
  const word = body.whereClause && here.find(behind, 'where');
  return body.whereClause && word !== undefined ? expressionOf(body.whereClause, here, { from: word + 1, to: behind.to }) : undefined;
}

const WHAT: Readonly<Record<ReindexObjectType, OperationOf<'reindex'>['what']>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_DATABASE: 'database',
  REINDEX_OBJECT_SYSTEM: 'system',
};

function reindex(body: ReindexStmt, here: Wording, within: Stretch): Operation {
  const what = WHAT[body.kind ?? 'REINDEX_OBJECT_TABLE'];
  const word = here.find(within, what) ?? within.from;
  const name = word + (here.word(word + 1) === 'concurrently' ? 2 : 1);
  return {
    kind: 'reindex', when: ALWAYS, span: here.through(within.from, word), what, concurrently: isOn(body.params, 'concurrently'),
    target: body.relation
      ? relationNamed(body.relation, here, what === 'index' ? 'index' : 'relation')
      : body.name === undefined ? undefined : { type: 'schema', name: body.name, span: here.through(name, name) },
    ...tablespaceOf(body),
    afterWhat: here.through(word, word).end,
  };
}

function tablespaceOf({ params }: ReindexStmt): { readonly tablespace?: string } {
  const option = bodiesOf(params, 'DefElem').find(({ defname }) => defname === 'tablespace');
  const tablespace = bodyOf(option?.arg, 'String')?.sval;
  return tablespace === undefined ? {} : { tablespace };
}
