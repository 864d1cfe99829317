import type { Condition } from '../migrations/condition.ts';
import { ALWAYS, isUndecidable } from '../migrations/condition.ts';
import type { CodeStep, Operation, OperationOf } from '../operations/operation.ts';
import type { Invocation } from '../operations/kinds/code.ts';
import { routineCode } from '../operations/code/routine.ts';
import { mappedFrom } from '../operations/code/value.ts';
import { readStatement } from '../operations/read.ts';
import type { Session } from '../session/session.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';
import type { MappedText } from '../text/mapped.ts';
import { joined, placedIn, sliced } from '../text/mapped.ts';
import type { Span } from '../text/place.ts';
import type { Catalog } from './catalog.ts';
import { guarded } from './history.ts';
import type { Birth } from './object.ts';

/** A statement that code runs, and what is there before it. The places of its text are in the statement that runs the code. */
export interface Run {
  readonly sql: MappedText;
  readonly operations: readonly Operation[];
  readonly repeats: boolean;
  readonly before: Catalog;
  readonly session: Session;
  /** The operation of the outer statement that runs it, by its number. */
  readonly by: number;
  /** What it stands in, in words: "a DO block", "function add_column". */
  readonly inside: string;
}

export interface Unfolded {
  readonly runs: readonly Run[];
  readonly after: Catalog;
  /** COMMIT or ROLLBACK stands in the code. */
  readonly endsTransactions: boolean;
}

/** Code that calls itself, or that calls code that calls code, is followed so far. */
const DEEPEST = 8;
/** Code that runs more statements than this is not followed to its end. */
const MOST = 2000;

/** Does the statement run code, so that it is more than one step? */
export function runsCode(operations: readonly Operation[], catalog: Pick<Catalog, 'routine'>): boolean {
  return operations.some((operation) => operation.kind === 'run code' || operation.kind === 'call' || (operation.kind === 'select' && followed(operation, catalog).length > 0));
}

/** Goes through the code that a statement runs, on the catalog before it. */
export function unfold(operations: readonly Operation[], before: Catalog, session: Session, by: Birth): Unfolded {
  const unfolding = new Unfolding(before, session, by);
  unfolding.outer(operations);
  return { runs: unfolding.runs, after: unfolding.catalog, endsTransactions: unfolding.endsTransactions };
}

/** Functions of the history that may do something; what is stable or immutable may only read. */
function followed({ invokes }: OperationOf<'select'>, catalog: Pick<Catalog, 'routine'>): readonly Invocation[] {
  return invokes.filter(({ name }) => catalog.routine(name)?.volatility === 'volatile');
}

/** Where code stands: its words, the text to which spans refer, and under which condition it runs. */
interface Around { readonly by: number; readonly inside: string; readonly text: MappedText | undefined; readonly depth: number; readonly when: Condition }

class Unfolding {
  readonly runs: Run[] = [];
  catalog: Catalog;
  endsTransactions = false;
  #session: Session;
  readonly #by: Birth;
  readonly #isInside: boolean;
  #begun: Catalog;
  #transactions = 0;

  constructor(catalog: Catalog, session: Session, by: Birth) {
    this.catalog = catalog;
    this.#begun = catalog;
    this.#by = by;
    this.#isInside = session.transaction !== undefined;
    this.#session = this.#entered(session);
  }

  outer(operations: readonly Operation[]): void {
    this.catalog = this.#folded(withoutCode(operations));
    operations.forEach((operation, by) => this.#code(operation, { by, inside: '', text: undefined, depth: 0, when: ALWAYS }));
  }

  /** The code that one operation runs. */
  #code(operation: Operation, around: Around): void {
    if (operation.kind === 'run code') this.#steps(around.text ? moved(operation.steps, (sql) => placedIn(around.text ?? sql, sql)) : operation.steps, { ...around, inside: operation.sent ? '' : 'a DO block', when: both(around.when, operation.when) });
    if (operation.kind === 'call') this.#call(operation, around);
    if (operation.kind !== 'select') return;
    for (const invocation of followed(operation, this.catalog)) this.#routine(invocation, 'function', operation, around);
  }

  #call(operation: OperationOf<'call'>, around: Around): void {
    const name = operation.procedure.name;
    if (this.catalog.routine(name)) return this.#routine({ name, passes: operation.passes }, 'procedure', operation, around);
    const reason = `What the procedure ${quoteQualified(operation.procedure)} does is not known: no migration creates it.`;
    this.#unread(reason, operation, around);
  }

  #routine({ name, passes }: Invocation, word: string, caller: Operation, around: Around): void {
    const routine = this.catalog.routine(name);
    if (!routine) return;
    const inside = `${word} ${name}`;
    if (around.depth >= DEEPEST) return this.#unread(`The ${inside} is called too deep inside others to be followed.`, caller, around);
    const code = routineCode(routine.definition, passes, readStatement);
    const below = { by: around.by, inside: around.inside || inside, depth: around.depth + 1, when: both(around.when, caller.when), text: undefined };
    const at = textAt(caller, around);
    const outer = this.#session;
    this.#session = outer.after(code.settings);
    this.#steps(moved(code.steps, ({ text }) => mappedFrom(text, at)), below);
    if (code.settings.length > 0) this.#session = this.#withoutSettings(outer);
  }

  /** The settings of a function's head end with it. */
  #withoutSettings(outer: Session): Session {
    return outer.transaction?.id === this.#session.transaction?.id ? outer : this.#session;
  }

  #unread(reason: string, caller: Operation, around: Around): void {
    const sql = textAt(caller, around);
    const span = { start: 0, end: sql.text.length };
    this.#run([{ kind: 'run unknown text', when: both(around.when, caller.when), span, reason, reach: 'anything' }], sql, false, around);
  }

  #steps(steps: readonly CodeStep[], around: Around): void {
    const runs = this.catalog.holds(around.when, this.#session);
    if (runs.known && !runs.value) return;
    const here = runs.known ? { ...around, when: ALWAYS } : around;
    for (const step of steps) {
      if (step.kind === 'statement') this.#statement(step, here);
      else if (step.kind === 'each') this.#each(step, here);
      else this.#branch(step, here);
    }
  }

  #branch({ when, then, otherwise }: Extract<CodeStep, { kind: 'branch' }>, around: Around): void {
    const answer = this.catalog.holds(when, this.#session);
    if (answer.known) return this.#steps(answer.value ? then : otherwise, around);
    if (otherwise.length === 0 && answer.doubt.because === 'history incomplete' && !isUndecidable(when)) return this.#steps(then, around);
    this.#steps(then, { ...around, when: both(around.when, when) });
    this.#steps(otherwise, { ...around, when: both(around.when, { kind: 'not', of: when }) });
  }

  #statement({ sql, operations, repeats }: Extract<CodeStep, { kind: 'statement' }>, around: Around): void {
    const own = guarded(operations, around.when);
    this.#run(withoutCode(own), sql, repeats, around);
    for (const operation of own) this.#code(operation, { ...around, text: sql, when: ALWAYS });
  }

  /** Those that are there before the first of them is changed. */
  #each({ like, sql, names }: Extract<CodeStep, { kind: 'each' }>, around: Around): void {
    const constraints = this.catalog.constraintsLike(like, this.#session);
    if (!constraints.known) {
      const table = quoteQualified(like.table);
      const reason = like.type === 'primary key' ? `What the primary key of ${table} is called here is not known.` : `Which ${like.type} constraints ${table} has here is not known, and this is sent for each that is meant.`;
      return this.#run([{ kind: 'run unknown text', when: around.when, span: { start: 0, end: sql.text.length }, reason, reach: [like.table] }], sql, false, around);
    }
    for (const { name } of constraints.value) {
      const own = withNames(sql, names, quoteName(name));
      this.#statement({ kind: 'statement', sql: own, operations: readStatement(own.text).operations, repeats: false }, around);
    }
  }

  #run(operations: readonly Operation[], sql: MappedText, repeats: boolean, around: Around): void {
    if (operations.length === 0 || this.runs.length > MOST) return;
    const isLast = this.runs.length === MOST;
    const all: readonly Operation[] = isLast
      ? [{ kind: 'run unknown text', when: ALWAYS, span: { start: 0, end: sql.text.length }, reason: 'This code runs too many statements to be followed to its end.', reach: 'anything' }]
      : operations;
    this.runs.push({ sql, operations: all, repeats, before: this.catalog, session: this.#session, by: around.by, inside: around.inside });
    this.catalog = this.#folded(all);
    for (const operation of all) if (operation.kind === 'transaction') this.#control(operation);
    this.#session = this.#entered(this.#session.after(this.#isInside ? all.filter(({ kind }) => kind !== 'transaction') : all));
  }

  #folded(operations: readonly Operation[]): Catalog {
    return this.catalog.after(operations, { ...this.#by, transaction: this.#session.transaction?.id }, this.#session);
  }

  /** Inside a transaction of others PostgreSQL refuses both (2D000). */
  #control({ does }: OperationOf<'transaction'>): void {
    this.endsTransactions = true;
    if (this.#isInside) return;
    if (does === 'rollback') this.catalog = this.#begun;
    else this.#begun = this.catalog;
  }

  /** A statement that runs code alone is a transaction, and after COMMIT there is another one. */
  #entered(session: Session): Session {
    if (session.transaction) return session;
    this.#transactions++;
    return session.within({ id: `${this.#by.script} ${this.#by.statement}.${this.#transactions}`, opened: 'statement' });
  }
}

function both(a: Condition, b: Condition): Condition {
  if (a.kind === 'always') return b;
  return b.kind === 'always' ? a : { kind: 'all', of: [a, b] };
}

/** What is left of a statement when its code is told by itself. */
function withoutCode(operations: readonly Operation[]): readonly Operation[] {
  return operations
    .filter(({ kind }) => kind !== 'run code' && kind !== 'call')
    .map((operation) => (operation.kind === 'select' && operation.invokes.length > 0 ? { ...operation, invokes: [] } : operation));
}

/** The words that call, in the statement that runs all. */
function textAt(caller: Operation, { text }: Around): MappedText {
  if (text) return sliced(text, caller.span);
  return { text: ' ', pieces: [{ span: { start: 0, end: 1 }, from: { path: '', span: caller.span }, exact: false }] };
}

function moved(steps: readonly CodeStep[], move: (sql: MappedText) => MappedText): readonly CodeStep[] {
  return steps.map((step) => (step.kind === 'branch'
    ? { ...step, then: moved(step.then, move), otherwise: moved(step.otherwise, move) }
    : { ...step, sql: move(step.sql) }));
}

/** The text with a name at these places, which are in their order. */
function withNames(sql: MappedText, places: readonly Span[], name: string): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (const { start, end } of places) {
    parts.push(sliced(sql, { start: from, end: start }), mappedFrom(name, sliced(sql, { start, end })));
    from = end;
  }
  return joined([...parts, sliced(sql, { start: from, end: sql.text.length })]);
}
