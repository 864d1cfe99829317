import { ALWAYS } from '../../migrations/condition.ts';
import type { Datum, Handler, PlpgsqlBodies, PlpgsqlExpression, PlpgsqlFunction, PlpgsqlStatement, Statements } from '../../sql/plpgsql.ts';
import type { MappedText } from '../../text/mapped.ts';
import { sliced } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import type { CodeStep, OperationOf } from '../operation.ts';
import { bodyOf } from '../tree.ts';
import { assignmentIn, namesOf } from './assigned.ts';
import { BodyText } from './body.ts';
import { caseStatement, ifStatement } from './choices.ts';
import { undecidable } from './conditions.ts';
import { dynamicSteps } from './dynamic.ts';
import type { Environment } from './environment.ts';
import { declaredAs, evaluate, queried } from './evaluate.ts';
import { succeeds } from './exceptions.ts';
import { CodeExpression } from './expression.ts';
import { arrayLoop, cursorLoop, dynamicLoop, numberLoop, plainLoop, queryLoop, whileLoop } from './loops.ts';
import { queriesIn } from './queries-in.ts';
import type { ReadText, Walked } from './steps.ts';
import { branch, NOTHING, runs, statementStep, walked } from './steps.ts';
import type { Value } from './value.ts';
import { NULL, UNKNOWN } from './value.ts';
import type { Walker } from './walker.ts';
import { placeIn, wordsOf } from './walker.ts';

/** A body that repeats more than this is told once for all rounds. */
const MOST_ROUNDS = 400;
/** RAISE of this level, or without one, ends what runs. */
const ERROR = 21;
const RAISED = new Set(['others', 'raise_exception', 'P0001']);

/** What a PL/pgSQL body runs. `given`: what is known of its parameters. */
export function plpgsqlSteps(code: PlpgsqlFunction, text: MappedText, given: Environment, read: ReadText): readonly CodeStep[] {
  return new Reader(code, text, read).all(given);
}

class Reader implements Walker {
  readonly body: BodyText;
  readonly code: PlpgsqlFunction;
  readonly read: ReadText;
  readonly readAlone: ReadText;
  readonly #cursors = new Map<number, MappedText>();
  readonly #text: MappedText;
  #rounds = 0;

  constructor(code: PlpgsqlFunction, text: MappedText, read: ReadText) {
    this.code = code;
    const variables = new Set(code.datums.flatMap(namesOf));
    this.read = (sql) => read(sql, variables);
    this.readAlone = read;
    this.#text = text;
    this.body = new BodyText(text);
  }

  all(variables: Environment): readonly CodeStep[] {
    this.#declare(variables);
    return this.#block(this.code.block, variables).steps;
  }

  mayUnroll(times: number): boolean {
    this.#rounds += times;
    return this.#rounds <= MOST_ROUNDS;
  }

  sequence(statements: Statements, variables: Environment): Walked {
    const steps: CodeStep[] = [];
    let returns = false;
    let mayRaise = false;
    for (const [at, statement] of (statements ?? []).entries()) {
      const rest = (statements ?? []).slice(at + 1);
      const choice = statement.PLpgSQL_stmt_if ?? statement.PLpgSQL_stmt_case;
      const one = statement.PLpgSQL_stmt_if ? ifStatement(statement.PLpgSQL_stmt_if, rest, this, variables)
        : statement.PLpgSQL_stmt_case ? caseStatement(statement.PLpgSQL_stmt_case, rest, this, variables)
        : this.#statement(statement, variables);
      steps.push(...one.steps);
      returns ||= one.returns;
      mayRaise ||= one.mayRaise;
      if (choice || one.end === 'ends' || one.end === 'raises') return { steps, end: one.end, returns, mayRaise };
      if (one.end === 'goes on') continue;
      const behind = this.sequence(rest, variables);
      const when = undecidable('Whether the code comes this far is known only when it runs.', placeIn(this, lineOf(statement)));
      return { steps: [...steps, ...branch(when, behind.steps)], end: 'may end', returns: returns || behind.returns, mayRaise: mayRaise || behind.mayRaise };
    }
    return { steps, end: 'goes on', returns, mayRaise };
  }

  /** Values that variables begin with. A name that is declared twice is of two blocks, or one for each loop. */
  #declare(variables: Environment): void {
    const declarations = new BodyText(this.#text);
    const seen = new Set<string>();
    this.code.datums.forEach(({ PLpgSQL_var: variable, PLpgSQL_rec: record }, at) => {
      const declared = variable ?? record;
      if (!declared || declared.lineno === undefined) return;
      if (variable?.cursor_explicit_expr) this.#cursors.set(at, declarations.locate(variable.cursor_explicit_expr.PLpgSQL_expr.query, variable.lineno));
      const words = variable?.default_val && declarations.locate(variable.default_val.PLpgSQL_expr.query, variable.lineno);
      const expression = words && CodeExpression.of(words);
      const type = variable?.datatype?.PLpgSQL_type?.typname ?? '';
      const begins = expression ? declaredAs(type, evaluate(expression.tree, expression, variables)) : words ? UNKNOWN : NULL;
      variables.set(declared.refname, seen.has(declared.refname) ? UNKNOWN : begins);
      seen.add(declared.refname);
    });
  }

  #statement(statement: PlpgsqlStatement, variables: Environment): Walked {
    const s = statement;
    if (s.PLpgSQL_stmt_block) return this.#block(s.PLpgSQL_stmt_block, variables);
    if (s.PLpgSQL_stmt_assign) return this.#assign(s.PLpgSQL_stmt_assign, variables);
    if (s.PLpgSQL_stmt_loop) return plainLoop(s.PLpgSQL_stmt_loop, this, variables);
    if (s.PLpgSQL_stmt_while) return whileLoop(s.PLpgSQL_stmt_while, this, variables);
    if (s.PLpgSQL_stmt_fori) return numberLoop(s.PLpgSQL_stmt_fori, this, variables);
    if (s.PLpgSQL_stmt_fors) return queryLoop(s.PLpgSQL_stmt_fors, this, variables);
    if (s.PLpgSQL_stmt_forc) return this.#overCursor(s.PLpgSQL_stmt_forc, variables);
    if (s.PLpgSQL_stmt_dynfors) return dynamicLoop(s.PLpgSQL_stmt_dynfors, this, variables);
    if (s.PLpgSQL_stmt_foreach_a) return arrayLoop(s.PLpgSQL_stmt_foreach_a, this, variables);
    if (s.PLpgSQL_stmt_exit) return { ...NOTHING, end: s.PLpgSQL_stmt_exit.cond ? 'may end' : 'ends' };
    if (s.PLpgSQL_stmt_return) return { ...NOTHING, steps: this.#asked(s.PLpgSQL_stmt_return.expr, s.PLpgSQL_stmt_return.lineno), end: 'ends', returns: true };
    if (s.PLpgSQL_stmt_return_next) return walked(...this.#asked(s.PLpgSQL_stmt_return_next.expr, s.PLpgSQL_stmt_return_next.lineno));
    if (s.PLpgSQL_stmt_return_query) return this.#queries(s.PLpgSQL_stmt_return_query, variables);
    if (s.PLpgSQL_stmt_open) return this.#open(s.PLpgSQL_stmt_open, variables);
    if (s.PLpgSQL_stmt_raise) return (s.PLpgSQL_stmt_raise.elog_level ?? ERROR) >= ERROR ? { ...NOTHING, end: 'raises', mayRaise: true } : NOTHING;
    if (s.PLpgSQL_stmt_execsql) return this.#sql(s.PLpgSQL_stmt_execsql, variables);
    if (s.PLpgSQL_stmt_perform) return this.#perform(s.PLpgSQL_stmt_perform, variables);
    if (s.PLpgSQL_stmt_call) return walked(statementStep(wordsOf(this, s.PLpgSQL_stmt_call.expr, s.PLpgSQL_stmt_call.lineno), this.read));
    if (s.PLpgSQL_stmt_dynexecute) return this.#execute(s.PLpgSQL_stmt_dynexecute, variables);
    if (s.PLpgSQL_stmt_fetch) variables.forget([...namesOf(s.PLpgSQL_stmt_fetch.target), 'found']);
    if (s.PLpgSQL_stmt_getdiag) variables.forget((s.PLpgSQL_stmt_getdiag.diag_items ?? []).flatMap(({ PLpgSQL_diag_item: item }) => namesOf(this.code.datums[item.target ?? 0])));
    if (s.PLpgSQL_stmt_commit) return walked(this.#control('commit', s.PLpgSQL_stmt_commit.lineno));
    if (s.PLpgSQL_stmt_rollback) return walked(this.#control('rollback', s.PLpgSQL_stmt_rollback.lineno));
    return NOTHING;
  }

  /** A block with handlers goes through as a whole or not at all. A handler that raises again handles nothing. */
  #block(block: PlpgsqlBodies['PLpgSQL_stmt_block'], variables: Environment): Walked {
    const before = variables.fork();
    const body = this.sequence(block.body, variables);
    const handlers = (block.exceptions?.PLpgSQL_exception_block?.exc_list ?? []).map(({ PLpgSQL_exception: handler }) => this.#handler(handler, before));
    const handling = handlers.filter((handler) => handler.walked.end !== 'raises');
    if (handling.length === 0) return body;
    const place = placeIn(this, block.lineno);
    const caught = handling.flatMap(({ names }) => names);
    const raised = body.mayRaise && caught.some((name) => RAISED.has(name)) ? [undecidable('An error that this code raises itself may undo what it did.', place)] : [];
    const [when, ...more] = [...succeeds(body.steps, caught, place), ...raised];
    if (!when) return body;
    const end = body.end === 'goes on' && handling.some((handler) => handler.walked.returns) ? 'may end' : body.end === 'raises' ? 'goes on' : body.end;
    return { ...body, end, steps: branch(more.length === 0 ? when : { kind: 'all', of: [when, ...more] }, body.steps, this.#handled(handling, place)) };
  }

  #handled(handling: readonly { readonly walked: Walked }[], place: Place): readonly CodeStep[] {
    const [only = [], ...others] = handling.map(({ walked: { steps } }) => steps).filter((steps) => steps.length > 0);
    if (others.length === 0) return only;
    return [only, ...others].flatMap((steps) => branch(undecidable('Which of these errors is caught is known only when it runs.', place), steps));
  }

  #handler({ conditions, action }: Handler['PLpgSQL_exception'], variables: Environment) {
    const names = (conditions ?? []).map(({ PLpgSQL_condition: { condname } }) => condname);
    return { names, walked: this.sequence(action, variables.fork()) };
  }

  #assign({ expr, lineno }: PlpgsqlBodies['PLpgSQL_stmt_assign'], variables: Environment): Walked {
    const words = wordsOf(this, expr, lineno);
    const assignment = assignmentIn(words.text);
    if (!assignment) return NOTHING;
    const expression = CodeExpression.of(sliced(words, { start: assignment.valueAt, end: words.text.length }));
    variables.set(assignment.name, assignment.whole && expression ? evaluate(expression.tree, expression, variables) : UNKNOWN);
    return walked(...queriesIn(expression, this.read));
  }

  /** A statement as it stands. What a SELECT puts into a variable may be asked for later. */
  #sql({ sqlstmt, lineno, into, target }: PlpgsqlBodies['PLpgSQL_stmt_execsql'], variables: Environment): Walked {
    const words = wordsOf(this, sqlstmt, lineno);
    this.#remember(words, into ? target : undefined, variables);
    return walked(statementStep(words, this.read));
  }

  #perform({ expr, lineno }: PlpgsqlBodies['PLpgSQL_stmt_perform'], variables: Environment): Walked {
    const words = wordsOf(this, expr, lineno);
    this.#remember(words, undefined, variables);
    return walked(statementStep(words, this.read));
  }

  /** FOUND says whether there was a row, and so does the variable that got its value. */
  #remember(words: MappedText, target: Datum | undefined, variables: Environment): void {
    const expression = CodeExpression.query(words);
    const query = bodyOf(expression?.tree, 'SelectStmt');
    const value: Value = expression && query ? queried(query, expression, variables) : UNKNOWN;
    const names = namesOf(target);
    variables.forget(names);
    variables.set('found', value.kind === 'looked up' ? { kind: 'truth', when: value.exists } : UNKNOWN);
    const [only, more] = names;
    if (only !== undefined && more === undefined && target?.PLpgSQL_rec === undefined) variables.set(only, value);
  }

  #execute({ query, lineno, into, target }: PlpgsqlBodies['PLpgSQL_stmt_dynexecute'], variables: Environment): Walked {
    const steps = this.#dynamic(query, lineno, variables);
    if (into) variables.forget(namesOf(target));
    return walked(...steps);
  }

  #queries({ query, dynquery, lineno }: PlpgsqlBodies['PLpgSQL_stmt_return_query'], variables: Environment): Walked {
    if (query) return walked(statementStep(wordsOf(this, query, lineno), this.read));
    return dynquery ? walked(...this.#dynamic(dynquery, lineno, variables)) : NOTHING;
  }

  #open(open: PlpgsqlBodies['PLpgSQL_stmt_open'], variables: Environment): Walked {
    const declared = this.#cursors.get(open.curvar ?? -1);
    return open.query || open.dynquery || !declared ? this.#queries(open, variables) : walked(statementStep(declared, this.read));
  }

  #overCursor(loop: PlpgsqlBodies['PLpgSQL_stmt_forc'], variables: Environment): Walked {
    const opened = this.#open({ lineno: loop.lineno, curvar: loop.curvar }, variables);
    const { steps, ...rest } = cursorLoop(loop, this, variables);
    return { ...rest, steps: [...opened.steps, ...steps] };
  }

  #dynamic(query: PlpgsqlExpression, line: number | undefined, variables: Environment): readonly CodeStep[] {
    const words = wordsOf(this, query, line);
    const expression = CodeExpression.of(words);
    return dynamicSteps(expression ? evaluate(expression.tree, expression, variables) : UNKNOWN, words, this.readAlone);
  }

  #asked(expr: PlpgsqlExpression | undefined, line: number | undefined): readonly CodeStep[] {
    return expr ? queriesIn(CodeExpression.of(wordsOf(this, expr, line)), this.read) : [];
  }

  #control(does: OperationOf<'transaction'>['does'], line: number | undefined): CodeStep {
    const words = this.body.lineAt(line);
    return runs(words, [{ kind: 'transaction', when: ALWAYS, span: { start: 0, end: words.text.length }, does }]);
  }
}

function lineOf(statement: PlpgsqlStatement): number | undefined {
  return Object.values(statement)[0]?.lineno;
}
