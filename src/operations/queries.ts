import type { DeclareCursorStmt, ExplainStmt, FuncCall, Node, SelectStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { calledName } from './called-name.ts';
import { valueFunction } from './expression.ts';
import { invocationsIn } from './invocations.ts';
import { relationNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { ReadInner, Readers } from './reader.ts';
import { readingOf } from './row-locks.ts';
import { sequencesIn } from './sequences-in.ts';
import { persistenceOf } from './tables.ts';
import { bodiesOf, bodyOf, isOn, walk } from './tree.ts';
import { insideWith } from './with-clause.ts';
import type { Stretch, Wording } from './wording.ts';

export const queries: Readers = { SelectStmt: select, ExplainStmt: explain, DeclareCursorStmt: declareCursor };

/** SELECT, VALUES, TABLE; SELECT INTO makes a table, and set_config sets a setting. */
function select(body: SelectStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const { operations, main } = insideWith(body.withClause, here, within, inner);
  const verb = verbOf(here, main);
  const query: Operation = { kind: 'select', when: ALWAYS, span: here.through(verb, verb), ...readingOf({ SelectStmt: body }, here), calls: callsOf(body), sequences: sequencesIn(body), invokes: invocationsIn(body) };
  return [...operations, ...selectInto(body, here, main), query, ...settings(body, here)];
}

/** The first SELECT, VALUES or TABLE, in whatever parentheses. */
function verbOf(here: Wording, main: Stretch): number {
  for (let index = main.from; index < main.to; index++) {
    if (['select', 'values', 'table'].includes(here.word(index))) return index;
  }
  return main.from;
}

function selectInto(body: SelectStmt, here: Wording, main: Stretch): readonly Operation[] {
  const relation = leftmost(body).intoClause?.rel;
  if (!relation) return [];
  return [{
    kind: 'create table', when: ALWAYS, span: here.asking(main, here.at(relation.location), 'select', 'into'), table: relationNamed(relation, here),
    columns: [], constraints: [], ifNotExists: false, persistence: persistenceOf(relation), inherits: [], like: [],
    isDefaultPartition: false, fromQuery: true,
  }];
}

/** Of `SELECT … INTO t … UNION …` the first branch says INTO. */
function leftmost(body: SelectStmt): SelectStmt {
  let query = body;
  while (query.larg) query = query.larg;
  return query;
}

function callsOf(body: SelectStmt): readonly string[] {
  const calls = new Set<string>();
  walk(body, {
    FuncCall: ({ funcname }) => void calls.add(calledName(funcname)),
    SQLValueFunction: (call) => void calls.add(valueFunction(call)),
  });
  return [...calls];
}

function settings(body: SelectStmt, here: Wording): readonly Operation[] {
  return bodiesOf(body.targetList, 'ResTarget').flatMap(({ val }) => {
    const call = bodyOf(val, 'FuncCall');
    return call && calledName(call.funcname) === 'set_config' ? setConfig(call, here) : [];
  });
}

/** https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SET */
function setConfig(call: FuncCall, here: Wording): readonly Operation[] {
  const [setting, value, local] = call.args ?? [];
  const name = textOf(setting);
  const given = textOf(value);
  if (name === undefined || given === undefined) return [];
  const index = here.at(call.location);
  return [{ kind: 'set', when: ALWAYS, span: here.spanOf(here.name(index)), setting: name.toLowerCase(), value: given, local: truthOf(local) }];
}

function textOf(node: Node | undefined): string | undefined {
  const cast = bodyOf(node, 'TypeCast');
  const text = bodyOf(cast?.arg ?? node, 'A_Const')?.sval;
  return text && (text.sval ?? '');
}

function truthOf(node: Node | undefined): boolean {
  const truth = bodyOf(node, 'A_Const')?.boolval;
  return truth ? truth.boolval === true : /^(t|true|y|yes|on|1)$/i.test(textOf(node) ?? '');
}

/** EXPLAIN runs what it explains only under ANALYZE. */
function explain(body: ExplainStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const verb = here.find(behindOptions(here, within), 'select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table', 'create', 'refresh', 'declare', 'execute', '(');
  const run = isOn(body.options, 'analyze') && body.query && verb !== undefined ? inner(body.query, { from: verb, to: within.to }) : [];
  return [{ kind: 'other', when: ALWAYS, span: here.through(within.from, within.from), tag: 'EXPLAIN', reach: 'nothing' }, ...run];
}

function behindOptions(here: Wording, within: Stretch): Stretch {
  const first = within.from + 1;
  const options = here.word(first) === '(' && !here.says(first + 1, 'select');
  return { from: options ? here.next(first) : first, to: within.to };
}

function declareCursor(body: DeclareCursorStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const word = here.find(within, 'for') ?? within.from;
  return body.query ? inner(body.query, { from: word + 1, to: within.to }) : [];
}
