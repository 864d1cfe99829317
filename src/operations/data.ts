import type { CopyStmt, DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, TruncateStmt, UpdateStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Span } from '../text/place.ts';
import { boundOf } from './bound.ts';
import { expressionOf } from './expression.ts';
import { relationNamed } from './names.ts';
import type { Expression, Operation, OperationOf } from './operation.ts';
import type { ReadInner, Readers } from './reader.ts';
import { rowSourcesOf } from './row-sources.ts';
import { readingOf } from './row-locks.ts';
import { sequencesIn } from './sequences-in.ts';
import { bodiesOf, bodyOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';
import { insideWith } from './with-clause.ts';

export const data: Readers = {
  InsertStmt: insert,
  UpdateStmt: update,
  DeleteStmt: remove,
  MergeStmt: merge,
  CopyStmt: copy,
  TruncateStmt: (body, here, within) => truncate(body, here, within),
};

function insert(body: InsertStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const { operations, main } = insideWith(body.withClause, here, within, inner);
  const query = bodyOf(body.selectStmt, 'SelectStmt');
  const before = query ? insideWith(query.withClause, here, main, inner).operations : [];
  return [...operations, ...before, {
    kind: 'insert', when: ALWAYS, span: here.asking(main, here.at(body.relation?.location), 'insert', 'into'), table: relationNamed(body.relation, here),
    columns: bodiesOf(body.cols, 'ResTarget').flatMap(({ name }) => name ?? []), rows: rowsOf(query), ...valuesOf(query), ...twiceIn(body.cols),
    sequences: sequencesIn(query), ...readingOf(body, here), sources: rowSourcesOf(query),
  }];
}

function rowsOf(query: SelectStmt | undefined): OperationOf<'insert'>['rows'] {
  if (!query) return 'default';
  return query.valuesLists ? 'values' : 'query';
}

function valuesOf(query: SelectStmt | undefined): Pick<OperationOf<'insert'>, 'values'> {
  const rows = bodiesOf(query?.valuesLists, 'List').map(({ items = [] }) => items);
  const isLow = (item: Node | undefined) => isUpToZero(bodyOf(item, 'A_Const')?.ival);
  const isDefault = (item: Node | undefined) => item !== undefined && 'SetToDefault' in item;
  const valueAt = (place: number) => {
    const left = rows.filter((row) => isDefault(row[place])).length;
    if (rows.every((row) => isLow(row[place]))) return 'low';
    return left === 0 ? 'given' : left === rows.length ? 'default' : 'both';
  };
  return rows[0] ? { values: rows[0].map((_, place) => valueAt(place)) } : {};
}

/** The grammar leaves a zero out. */
function isUpToZero(integer: { readonly ival?: number } | undefined): boolean {
  return integer !== undefined && (integer.ival ?? 0) <= 0;
}

/** Parts of a column (`a[1] = 1, a[2] = 2`) may be set one by one, a column as a whole just once. */
function twiceIn(targets: readonly Node[] | undefined): { readonly twice?: string } {
  const all = bodiesOf(targets, 'ResTarget');
  const twice = all.find(({ name, indirection }, at) => !indirection && all.some((other, place) => place !== at && other.name === name))?.name;
  return twice === undefined ? {} : { twice };
}

function update(body: UpdateStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const { operations, main } = insideWith(body.withClause, here, within, inner);
  const verb = here.find(main, 'update') ?? main.from;
  const set = here.find({ from: here.at(body.relation?.location), to: main.to }, 'set') ?? verb;
  const behind = { from: set + 1, to: main.to };
  const ends = here.findAll(behind, 'from', 'where', 'returning').filter((index) => here.word(index - 1) !== 'distinct');
  const sets = bodiesOf(body.targetList, 'ResTarget').flatMap(({ name }) => name ?? []);
  return [...operations, {
    kind: 'update', when: ALWAYS, span: here.through(verb, verb), table: relationNamed(body.relation, here),
    sets: [...new Set(sets)], ...twiceIn(body.targetList), sequences: sequencesIn(body.targetList), assignments: here.spanOf({ from: set + 1, to: ends[0] ?? main.to }),
    where: whereOf(body.whereClause, here, behind), ...readingOf(body, here),
    bound: boundOf({ target: body.relation, where: body.whereClause, from: body.fromClause, withClause: body.withClause }),
  }];
}

function remove(body: DeleteStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const { operations, main } = insideWith(body.withClause, here, within, inner);
  const behind = { from: here.name(here.at(body.relation?.location)).to, to: main.to };
  return [...operations, {
    kind: 'delete', when: ALWAYS, span: here.asking(main, behind.from, 'delete', 'from'), table: relationNamed(body.relation, here),
    where: whereOf(body.whereClause, here, behind), ...readingOf(body, here),
    bound: boundOf({ target: body.relation, where: body.whereClause, from: body.usingClause, withClause: body.withClause }),
  }];
}

function whereOf(node: Node | undefined, here: Wording, behind: Stretch): Expression | undefined {
  const word = node && here.find(behind, 'where');
  if (!node || word === undefined) return undefined;
  const to = here.find({ from: word, to: behind.to }, 'returning') ?? behind.to;
  return expressionOf(node, here, { from: word + 1, to });
}

function merge(body: MergeStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const { operations, main } = insideWith(body.withClause, here, within, inner);
  const span = here.asking(main, here.at(body.relation?.location), 'merge', 'into');
  return [...operations, { kind: 'merge', when: ALWAYS, span, table: relationNamed(body.relation, here), ...readingOf(body, here) }];
}

function copy(body: CopyStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const open = here.find(within, '(') ?? within.from;
  const query = body.query ? inner(body.query, here.inside(open)) : [];
  return [...query, {
    kind: 'copy', when: ALWAYS, span: here.through(within.from, within.from),
    table: body.relation && relationNamed(body.relation, here), direction: body.is_from ? 'from' : 'to',
  }];
}

function truncate(body: TruncateStmt, here: Wording, within: Stretch): readonly Operation[] {
  const span: Span = here.asking(within, within.from + 2, 'truncate', 'table');
  return bodiesOf(body.relations, 'RangeVar').map((relation) => ({
    kind: 'truncate', when: ALWAYS, span, table: relationNamed(relation, here), cascade: body.behavior === 'DROP_CASCADE',
    restartIdentity: body.restart_seqs === true,
  }));
}
