import type { SelectStmt } from '@pgsql/types';
import type { PlpgsqlBodies, Datum } from '../../sql/plpgsql.ts';
import { bodiesOf, bodyOf } from '../tree.ts';
import { assignedIn, namesOf } from './assigned.ts';
import { readsCatalogs } from './catalog-query.ts';
import { undecidable } from './conditions.ts';
import { dynamicSteps } from './dynamic.ts';
import type { Environment } from './environment.ts';
import { conditionIn, evaluate } from './evaluate.ts';
import { CodeExpression } from './expression.ts';
import type { Walked } from './steps.ts';
import { branch, NOTHING, repeated, statementStep } from './steps.ts';
import type { Value } from './value.ts';
import { mappedFrom, NAME, plainText, textValue, UNKNOWN } from './value.ts';
import type { Walker } from './walker.ts';
import { placeIn, wordsOf } from './walker.ts';

type Loop = PlpgsqlBodies['PLpgSQL_stmt_loop'];
type Round = (variables: Environment) => void;

const HOW_OFTEN = 'How often this loop runs, if at all, is known only when it runs.';

/** Without a condition it runs at least once. */
export function plainLoop(loop: Loop, walker: Walker, variables: Environment): Walked {
  return once(loop, walker, variables, 'surely');
}

export function whileLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_while'], walker: Walker, variables: Environment): Walked {
  const words = wordsOf(walker, loop.cond, loop.lineno);
  variables.forget(assignedIn(loop.body, walker.code));
  const expression = CodeExpression.of(words);
  const when = expression ? conditionIn(expression, variables) : undecidable(HOW_OFTEN, placeIn(walker, loop.lineno));
  const { steps, ...rest } = once(loop, walker, variables, 'surely');
  return { ...rest, steps: branch(when, steps) };
}

/** Over numbers: once for each where both ends are known. */
export function numberLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_fori'], walker: Walker, variables: Environment): Walked {
  const [lower, upper] = [loop.lower, loop.upper].map((end) => {
    const expression = CodeExpression.of(wordsOf(walker, end, loop.lineno));
    return Number(plainText(expression && evaluate(expression.tree, expression, variables)) ?? NaN);
  });
  const [name = ''] = namesOf(loop.var);
  if (lower === undefined || upper === undefined || Number.isNaN(lower + upper) || loop.step || loop.reverse) return once(loop, walker, variables, 'perhaps');
  const times = upper - lower + 1;
  if (times < 1) return rounds(loop, walker, variables, []);
  if (!walker.mayUnroll(times)) return once(loop, walker, variables, 'surely');
  const words = walker.body.lineAt(loop.lineno);
  return rounds(loop, walker, variables, Array.from({ length: times }, (_, at): Round => (own) => own.set(name, textValue(mappedFrom(String(lower + at), words)))));
}

/** Over the rows of a query: once for each where they stand in the query itself. */
export function queryLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_fors'], walker: Walker, variables: Environment): Walked {
  const words = wordsOf(walker, loop.query, loop.lineno);
  const expression = CodeExpression.query(words);
  const query = bodyOf(expression?.tree, 'SelectStmt');
  const rows = expression && query && rowsIn(query, expression, variables);
  if (rows && walker.mayUnroll(rows.length)) return rounds(loop, walker, variables, rows.map((row): Round => (own) => take(loop.var, row, own)));
  const asked = readsCatalogs(query) ? [] : [statementStep(words, walker.read)];
  const { steps, ...rest } = once(loop, walker, variables, 'perhaps', (own) => take(loop.var, [], own, readsCatalogs(query) ? NAME : UNKNOWN));
  return { ...rest, steps: [...asked, ...steps] };
}

export function dynamicLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_dynfors'], walker: Walker, variables: Environment): Walked {
  const words = wordsOf(walker, loop.query, loop.lineno);
  const expression = CodeExpression.of(words);
  const asked = dynamicSteps(expression ? evaluate(expression.tree, expression, variables) : UNKNOWN, words, walker.readAlone);
  const { steps, ...rest } = once(loop, walker, variables, 'perhaps');
  return { ...rest, steps: [...asked, ...steps] };
}

export function cursorLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_forc'], walker: Walker, variables: Environment): Walked {
  return once(loop, walker, variables, 'perhaps');
}

/** Over the elements of an array: once for each where they are written out. */
export function arrayLoop(loop: PlpgsqlBodies['PLpgSQL_stmt_foreach_a'], walker: Walker, variables: Environment): Walked {
  const expression = CodeExpression.of(wordsOf(walker, loop.expr, loop.lineno));
  const list = expression && evaluate(expression.tree, expression, variables);
  const [name = ''] = namesOf(walker.code.datums[loop.varno ?? 0]);
  if (list?.kind !== 'list' || !walker.mayUnroll(list.items.length)) return once(loop, walker, variables, 'perhaps');
  return rounds(loop, walker, variables, list.items.map((item): Round => (own) => own.set(name, item)));
}

/** Gone through once, for all rounds. */
function once(loop: Loop, walker: Walker, variables: Environment, runs: 'surely' | 'perhaps', begin?: Round): Walked {
  variables.forget(assignedIn(loop.body, walker.code));
  if ('var' in loop) variables.forget(namesOf(loop.var as Datum));
  begin?.(variables);
  const walked = walker.sequence(loop.body, variables);
  variables.forget(assignedIn(loop.body, walker.code));
  const steps = repeated(walked.steps);
  const when = undecidable(HOW_OFTEN, placeIn(walker, loop.lineno));
  return { ...walked, steps: runs === 'surely' ? steps : branch(when, steps), end: walked.returns ? 'may end' : 'goes on' };
}

function rounds(loop: Loop, walker: Walker, variables: Environment, all: readonly Round[]): Walked {
  const mark = walker.body.mark();
  const walked = all.map((begin) => {
    walker.body.back(mark);
    begin(variables);
    return walker.sequence(loop.body, variables);
  });
  const leaves = walked.findIndex(({ end }) => end !== 'goes on');
  if (leaves >= 0) {
    walker.body.back(mark);
    return once(loop, walker, variables, 'surely');
  }
  return { ...NOTHING, steps: walked.flatMap(({ steps }) => steps), mayRaise: walked.some(({ mayRaise }) => mayRaise) };
}

interface Field { readonly name: string; readonly value: Value }

/** `VALUES ('a'), ('b')`, a SELECT from such a list, `unnest(ARRAY['a', 'b'])`. */
function rowsIn(query: SelectStmt, here: CodeExpression, variables: Environment): readonly (readonly Field[])[] | undefined {
  if (query.whereClause || query.larg || query.limitCount || query.withClause) return undefined;
  if (query.valuesLists) return listed(query, [], here, variables);
  const [from, ...more] = query.fromClause ?? [];
  if (more.length > 0) return undefined;
  if (!from) return unnested(bodiesOf(query.targetList, 'ResTarget'), here, variables);
  const inner = bodyOf(from, 'RangeSubselect');
  const values = bodyOf(inner?.subquery, 'SelectStmt');
  if (!values?.valuesLists || !picksColumns(query)) return undefined;
  const names = (inner?.alias?.colnames ?? []).map((name) => bodyOf(name, 'String')?.sval ?? '');
  return listed(values, names, here, variables);
}

/** No more than columns or all of them, so that the rows are those of the list. */
function picksColumns(query: SelectStmt): boolean {
  return bodiesOf(query.targetList, 'ResTarget').every(({ val, name }) => name === undefined && bodyOf(val, 'ColumnRef') !== undefined);
}

function listed(query: SelectStmt, names: readonly string[], here: CodeExpression, variables: Environment): readonly (readonly Field[])[] {
  return bodiesOf(query.valuesLists, 'List').map(({ items = [] }) =>
    items.map((item, at): Field => ({ name: names[at] ?? `column${at + 1}`, value: evaluate(item, here, variables) })));
}

function unnested(targets: readonly { readonly name?: string; readonly val?: SelectStmt['whereClause'] }[], here: CodeExpression, variables: Environment): readonly (readonly Field[])[] | undefined {
  const [only, more] = targets;
  const call = bodyOf(only?.val, 'FuncCall');
  if (!call || more || bodyOf(call.funcname?.at(-1), 'String')?.sval !== 'unnest') return undefined;
  const list = evaluate(call.args?.[0], here, variables);
  return list.kind === 'list' ? list.items.map((value) => [{ name: only?.name ?? 'unnest', value }]) : undefined;
}

/** The variable of the loop: a record, or one variable for each column. */
function take(target: Datum, fields: readonly Field[], variables: Environment, rest: Value = UNKNOWN): void {
  const names = namesOf(target);
  if (target.PLpgSQL_rec) variables.set(names[0] ?? '', { kind: 'record', fields: new Map(fields.map(({ name, value }) => [name, value])), rest });
  else names.forEach((name, at) => variables.set(name, fields[at]?.value ?? rest));
}
