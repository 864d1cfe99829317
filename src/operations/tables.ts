import type { CreateStmt, CreateTableAsStmt, RangeVar } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { columnOf } from './column-spec.ts';
import { constraintOf } from './constraint-spec.ts';
import { qualified, relationNamed } from './names.ts';
import type { ColumnSpec, ConstraintSpec, Inclusion, Like, Operation, OperationOf, Partitioning } from './operation.ts';
import { parametersIn } from './subcommand-name.ts';
import { partitionBoundOf } from './partition-bound.ts';
import type { ReadInner, Readers } from './reader.ts';
import { bodiesOf, bodyOf, stringsOf, walk } from './tree.ts';
import { columnUsesOf } from './view-columns.ts';
import type { Stretch, Wording } from './wording.ts';

type CreateTable = OperationOf<'create table'>;

export const tables: Readers = {
  CreateStmt: (body, here, within) => [createTable(body, here, within)],
  CreateForeignTableStmt: ({ base }, here, within) => (base ? [createTable(base, here, within)] : []),
  CreateTableAsStmt: createTableAs,
};

function createTable(body: CreateStmt, here: Wording, within: Stretch): CreateTable {
  const table = relationNamed(body.relation, here);
  const parents = bodiesOf(body.inhRelations, 'RangeVar').map((parent) => relationNamed(parent, here));
  const elements = elementsOf(body, here, within, table);
  return {
    ...emptyTable(body.relation, here, within),
    ...elements,
    ifNotExists: body.if_not_exists === true,
    ...(body.options?.length ? { parameters: parametersIn(body.options) } : {}),
    inherits: body.partbound ? [] : parents,
    partitionBy: partitioningOf(body, here, within),
    partitionOf: body.partbound ? parents[0] : undefined,
    bound: partitionBoundOf(body.partbound, here, { from: here.name(here.at(bodiesOf(body.inhRelations, 'RangeVar')[0]?.location)).to, to: within.to }),
    isDefaultPartition: body.partbound?.is_default === true,
    of: body.ofTypename && qualified('type', stringsOf(body.ofTypename.names), here, here.at(body.ofTypename.location)),
  };
}

function emptyTable(relation: RangeVar | undefined, here: Wording, within: Stretch): CreateTable {
  return {
    kind: 'create table', when: ALWAYS, span: here.asking(within, here.at(relation?.location), 'create', 'table'),
    table: relationNamed(relation, here), columns: [], constraints: [], ifNotExists: false,
    persistence: persistenceOf(relation), inherits: [], like: [], isDefaultPartition: false, fromQuery: false,
  };
}

export function persistenceOf(relation: RangeVar | undefined): CreateTable['persistence'] {
  if (relation?.relpersistence === 't' || relation?.schemaname === 'pg_temp') return 'temporary';
  return relation?.relpersistence === 'u' ? 'unlogged' : 'permanent';
}

/** The bits of INCLUDING; COMMENTS, COMPRESSION, STATISTICS and STORAGE bring nothing that a catalog holds. */
const INCLUSIONS: readonly (readonly [Inclusion, number])[] = [
  ['constraints', 1 << 2], ['defaults', 1 << 3], ['generated', 1 << 4], ['identity', 1 << 5], ['indexes', 1 << 6],
];

/** The elements in the parentheses, which the commas between them part. */
function elementsOf(body: CreateStmt, here: Wording, within: Stretch, table: CreateTable['table']) {
  const columns: ColumnSpec[] = [];
  const constraints: ConstraintSpec[] = [];
  const like = bodiesOf(body.tableElts, 'TableLikeClause').map(({ relation, options = 0 }): Like => ({
    ...relationNamed(relation, here), includes: INCLUSIONS.filter(([, bit]) => (options & bit) !== 0).map(([what]) => what),
  }));
  const open = body.tableElts?.length ? here.find({ from: here.name(here.at(body.relation?.location)).to, to: within.to }, '(') : undefined;
  const parts = open === undefined ? [] : here.parts(here.inside(open));

  body.tableElts?.forEach((element, at) => {
    const part = parts[at];
    if (!part) return;
    const column = bodyOf(element, 'ColumnDef');
    const constraint = bodyOf(element, 'Constraint');
    if (column) columns.push(columnOf(column, here, part.to, table));
    const spec = constraint && constraintOf(constraint, here, part, { of: table });
    if (spec) constraints.push(spec);
  });
  return { columns, constraints, like };
}

function partitioningOf({ partspec }: CreateStmt, here: Wording, within: Stretch): Partitioning | undefined {
  if (!partspec) return undefined;
  const strategy = partspec.strategy === 'PARTITION_STRATEGY_LIST' ? 'list' : partspec.strategy === 'PARTITION_STRATEGY_HASH' ? 'hash' : 'range';
  const columns = new Set<string>();
  const parts = bodiesOf(partspec.partParams, 'PartitionElem');
  for (const { name, expr } of parts) {
    if (name !== undefined) columns.add(name);
    walk(expr, { ColumnRef: ({ fields }) => void columns.add(bodyOf(fields?.at(-1), 'String')?.sval ?? '') });
  }
  return {
    strategy, columns: [...columns], ...(parts.some(({ expr }) => expr) && { expressions: true }),
    ...(parts.some(({ opclass }) => opclass?.length) && { classes: true }),
    text: partitioningText(here, within),
  };
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW; what their query reads is an operation of its own for a table. */
function createTableAs(body: CreateTableAsStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const relation = body.into?.rel;
  const withData = body.into?.skipData !== true;
  const name = relationNamed(relation, here);
  const as = here.find({ from: here.name(here.at(relation?.location)).to, to: within.to }, 'as') ?? within.from;
  const query = body.query ? inner(body.query, { from: as + 1, to: within.to }) : [];
  if (body.objtype !== 'OBJECT_MATVIEW') {
    return [{ ...emptyTable(relation, here, within), ifNotExists: body.if_not_exists === true, fromQuery: true, ...(withData ? {} : { withoutData: true }) }, ...query];
  }
  const span = here.asking(within, here.at(relation?.location), 'create', 'materialized', 'view');
  const reads = query.flatMap((operation) => (operation.kind === 'select' ? operation.reads : []));
  return [{ kind: 'create view', when: ALWAYS, span, view: name, replace: false, reads, uses: columnUsesOf(body.query), materialized: true, withData, ifNotExists: body.if_not_exists === true, query: here.text(here.spanOf({ from: as + 1, to: withoutData(here, within) })) }];
}

/** Where the query ends: before WITH [NO] DATA. */
function withoutData(here: Wording, { to }: Stretch): number {
  if (here.word(to - 1) !== 'data') return to;
  return here.says(to - 3, 'with', 'no') ? to - 3 : here.word(to - 2) === 'with' ? to - 2 : to;
}

/** `RANGE (at)`: the word behind BY and the key in its parentheses. */
function partitioningText(here: Wording, within: Stretch): string {
  const by = here.findAll(within, 'partition').find((index) => here.says(index, 'partition', 'by'));
  if (by === undefined) return '';
  return here.text(here.spanOf({ from: by + 2, to: here.next(here.find({ from: by + 2, to: within.to }, '(') ?? by + 2) }));
}
