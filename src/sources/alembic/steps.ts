import type { Condition, Reach } from '../../migrations/condition.ts';
import type { Step } from '../../migrations/migration.ts';
import type { Place } from '../../text/place.ts';
import { acts, asks, callsBack, ends, isUnheardOf } from './acts.ts';
import { asLoop } from './as-loop.ts';
import { assignedIn } from './assigned.ts';
import { batchOf } from './batch.ts';
import { scopeOfCall } from './bind-arguments.ts';
import { isContainer } from './container.ts';
import type { Standing } from './containers.ts';
import { Containers } from './containers.ts';
import { defines } from './definitions.ts';
import { oneOf } from './either.ts';
import { evaluate } from './expression.ts';
import { isExit } from './exit.ts';
import type { Guard, Guarding } from './guards.ts';
import { Guards, allOf, now, opposite } from './guards.ts';
import { fieldOf } from './inspector.ts';
import { itemsOf } from './iterate.ts';
import { entered, isDescription, isRow } from './object.ts';
import type { Customs, Run } from './perform.ts';
import { performed } from './perform.ts';
import type { ExprNode, FunctionDef, StmtNode } from './python.ts';
import { reachOf } from './reach.ts';
import { itemOf, mayEnd } from './rounds.ts';
import type { Caller } from './scope.ts';
import { Scope } from './scope.ts';
import { Transcript } from './transcript.ts';
import { UNDECIDED, truthOf } from './truth.ts';
import type { Alternative, CallValue, EitherValue, EntryValue, FunctionValue, SuchValue, UnknownValue, Value } from './value.ts';
import { AlembicStops, NotRead, calledName, fromRows, methodCall, unknownIn } from './value.ts';

type Node<K extends (StmtNode | ExprNode)['nodeType']> = Extract<StmtNode | ExprNode, { nodeType: K }>;
/** Where Python goes after a statement. */
type Then = 'go on' | 'return' | 'break' | 'continue';
type Yields = (value: Value) => void;

/** What an `upgrade()` or `downgrade()` sends, step by step. What cannot be read is a step too, and the rest is still read. */
export function stepsOf(definition: FunctionDef, module: Scope, customs: Customs): readonly Step[] {
  return new Reader(module, { ...customs, types: new Set() }).read(definition);
}

/** Deeper calls, and longer scripts, are not followed. */
const DEEPEST = 16;
const LONGEST = 20_000;

const UNCOUNTED = 'How often this loop runs is decided while Python runs.';
const TRIED = 'What Python catches here is decided while it runs; Phasewise does not execute migrations to read them.';

const GENERATED = 'Which values this gives is decided while Python runs.';
const RETURNED = 'What this function returns is decided while Python runs.';

const UNTIL = { return: 'function', break: 'loop', continue: 'round' } as const;

/** `otherwise`: what stands for the rest where this branch ends it. `entry`: what is known of it in here. */
interface Branch { readonly when: Guarding; readonly body: readonly StmtNode[]; readonly otherwise: Guarding; readonly entry?: EntryValue }

/** A depth that no condition has. */
const NOWHERE = Number.NaN;

/** A function that is being followed: where it looks names up, and how many guards there were, and whether it repeated, when it was called. */
interface Frame {
  readonly scope: Scope;
  readonly depth: number;
  readonly repeats: boolean;
  readonly returned: Alternative[];
  /** What happens with a value that it yields. */
  readonly yields: Yields;
}

class Reader implements Caller, Standing {
  readonly #module: Scope;
  readonly #run: Run;
  readonly #guards = new Guards();
  /** Calls that have been sent, or whose gap is told. */
  readonly #done = new WeakSet<CallValue>();
  readonly #told = new WeakSet<Value>();
  /** How far the script was when the database was asked. */
  readonly #asked = new WeakMap<CallValue, number | undefined>();
  /** The calls of functions that are being followed, outermost first. */
  readonly #followed: Place[] = [];
  /** The bodies of these functions, and where each was called again while Python alone knows how often. */
  readonly #bodies = new Map<FunctionValue['body'], Place | undefined>();
  readonly #transcript: Transcript;
  /** The calls that have led to the one that is being followed, outermost first. */
  readonly #callers: Frame[] = [];
  #frame: Frame;
  #statements = 0;
  #repeats = false;
  readonly #containers = new Containers(this);

  constructor(module: Scope, run: Run) {
    this.#module = module;
    this.#frame = { scope: module, depth: 0, repeats: false, returned: [], yields: () => undefined };
    this.#run = run;
    this.#transcript = new Transcript(module.file.source.path, this.#followed);
  }

  read({ args, body }: FunctionDef): readonly Step[] {
    this.#frame = { ...this.#frame, scope: new Scope(this.#module.file, this.#module, { caller: this }) };
    for (const { arg, ...at } of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) {
      const place = this.#module.file.placeOf(at);
      const handed = this.#run.handed.get(arg);
      if (handed) this.scope.defer(arg, () => (handed.kind === 'call' ? this.invoke(handed) : undefined) ?? handed);
      else this.scope.bind(arg, arg === 'op' ? { kind: 'named', place, name: 'op' } : { kind: 'unknown', place, reason: `What ${arg} is, its caller decides.` });
    }
    this.#block(body);
    return this.#transcript.steps;
  }

  invoke(call: CallValue): Value | undefined {
    if (call.of.kind === 'function') return call.of.manages === true ? undefined : this.#follow(call.of, call);
    if (call.of.kind === 'unknown') return { kind: 'unknown', place: call.place, reason: call.of.reason };
    if (call.of.kind === 'either') return this.#each(call.of, call);
    if (callsBack(call)) this.#calledBack(call);
    const ending = ends(call);
    if (ending) this.#commit(call);
    else if (acts(call)) this.#call(call);
    else return undefined;
    if (calledName(call) === 'op.create_table') return call;
    return asks(call) ? { kind: 'rows', place: call.place } : this.#tell({ kind: 'unknown', place: call.place, reason: this.#reasonFor(call) });
  }

  /** Calls whichever of several it is, each under its condition. */
  #each(callee: EitherValue, call: CallValue): Value {
    this.#done.add(call);
    const of = callee.of.map(({ when, value }) => ({ when, value: this.under(when, () => {
      const one = { ...call, of: value };
      return this.invoke(one) ?? one;
    }) }));
    return this.#tell(oneOf(of, call.place, callee.reason));
  }

  /** Reads on under one more condition. */
  under<T>(condition: Condition, read: () => T): T {
    const { depth } = this.#guards;
    this.#guards.add(condition, 'branch');
    const result = read();
    this.#guards.leave(depth, opposite(condition));
    return result;
  }

  /** The functions that a call is given run as often as whoever is called decides. */
  #calledBack(call: CallValue): void {
    for (const given of [...call.args, ...call.keywords.map(({ value }) => value)]) {
      if (given.kind === 'function') this.repeatedly(() => this.#follow(given, { ...call, of: given, args: [], keywords: [] }));
    }
  }

  /** What is not known because of a gap that has been told already. */
  #tell(value: Value): Value {
    if (value.kind === 'unknown') this.#told.add(value);
    return value;
  }

  #reasonFor(call: CallValue): string {
    return unknownIn(call) ?? 'What this call gives is decided while Python runs.';
  }

  /** Reads the body of a function as if it stood where it is called. */
  #follow(callee: FunctionValue, call: CallValue, yields?: Yields): Value {
    this.#done.add(call);
    if (this.#followed.length >= DEEPEST) {
      this.#unread(`${callee.name}() calls itself too often to be followed.`, call.place, 'anything');
      return this.#tell({ kind: 'unknown', place: call.place, reason: `Phasewise does not follow ${callee.name}() here.` });
    }
    const { body } = callee;
    if (this.#bodies.has(body) && this.isGuarded) {
      this.#bodies.set(body, call.place);
      return this.#tell({ kind: 'unknown', place: call.place, reason: `How often ${callee.name}() calls itself is decided while Python runs.` });
    }
    const outermost = !this.#bodies.has(body);
    if (outermost) this.#bodies.set(body, undefined);
    const { sent } = this.#transcript;
    const value = this.#body(callee, call, yields);
    if (!outermost) return value;
    const again = this.#bodies.get(body);
    this.#bodies.delete(body);
    if (again && this.#transcript.sent > sent) this.#unread(`How often ${callee.name}() calls itself is decided while Python runs.`, again, 'anything');
    return value;
  }

  #body(callee: FunctionValue, call: CallValue, yields?: Yields): Value {
    const [outer, { depth }, repeats, { sent }] = [this.#frame, this.#guards, this.#repeats, this.#transcript];
    const made: Value[] = [];
    const frame: Frame = { scope: scopeOfCall(callee, call, this), depth, repeats, returned: [], yields: yields ?? ((value) => made.push(this.isCertain ? value : unsure(value, GENERATED))) };
    this.#followed.push(call.place);
    this.#callers.push(outer);
    this.#frame = frame;
    if ('nodeType' in callee.body) this.#gives(evaluate(callee.body, this.scope));
    else if (this.#block(callee.body) !== 'return') this.#gives({ kind: 'none', place: call.place });
    const value = made.length > 0 ? this.#generated(made, call.place, sent) : oneOf(frame.returned, call.place, RETURNED);
    this.#followed.pop();
    this.#callers.pop();
    this.#frame = outer;
    this.#repeats = repeats;
    this.#guards.end(depth, 'branch', 'round', 'loop', 'function');
    // What it did is told; what it gives need not be known where nobody takes it.
    return value.kind === 'unknown' && !isUndefined(value) ? this.#tell(value) : value;
  }

  /** What a generator gives. Where it sends something, that happens between the rounds of a loop over it, and nobody follows when. */
  #generated(items: readonly Value[], place: Place, before: number): Value {
    if (items.some(fromRows)) return { kind: 'rows', place };
    if (this.#transcript.sent === before && items.every(({ kind }) => kind !== 'unknown')) return { kind: 'list', place, items };
    return { kind: 'unknown', place, reason: GENERATED };
  }

  repeatedly(read: () => void): void {
    const repeats = this.#repeats;
    this.#repeats = true;
    read();
    this.#repeats = repeats;
  }

  #block(body: readonly StmtNode[]): Then {
    for (const statement of body) {
      const then = this.#statement(statement);
      if (then !== 'go on') return then;
    }
    return 'go on';
  }

  /** A function that declares a name of another scope gives it a value there, and nobody follows which. */
  #givenElsewhere(name: string, scope: Scope | undefined, node: StmtNode): void {
    scope?.bind(name, { kind: 'unknown', place: this.#placeOf(node), reason: `${name} gets another value here while Python runs; Phasewise does not execute migrations to read them.` });
  }

  #statement(node: StmtNode): Then {
    if (++this.#statements > LONGEST) {
      if (this.#statements === LONGEST + 1) this.#unread('This script is too long to be followed to its end.', this.#placeOf(node), 'anything');
      return 'return';
    }
    switch (node.nodeType) {
      case 'Pass': case 'Comment': case 'TypeAlias': return 'go on';
      case 'Global': case 'Nonlocal':
        for (const name of node.names) this.#givenElsewhere(name, node.nodeType === 'Global' ? this.scope.outermost : this.scope.around(name), node);
        return 'go on';
      case 'Import': case 'ImportFrom': this.scope.imports(node); return 'go on';
      case 'Expr':
        if (isExit(node, this.scope)) return this.#stops(node);
        this.#expression(node.value);
        return 'go on';
      case 'Assign': this.#assignment(node.targets, evaluate(node.value, this.scope)); return 'go on';
      case 'AnnAssign': if (node.value) this.#assignment([node.target], evaluate(node.value, this.scope)); return 'go on';
      case 'AugAssign': this.#augmented(node); return 'go on';
      case 'With': case 'AsyncWith': return this.#with(node.items, node.body);
      case 'If': return this.#if(node);
      case 'For': case 'AsyncFor': return this.#for(node);
      case 'While': return this.#while(node);
      case 'Try': case 'TryStar': return this.#try(node);
      case 'Return': this.#return(node); return 'return';
      case 'Break': return 'break';
      case 'Continue': return 'continue';
      case 'Raise': return this.#stops(node);
      case 'Assert': this.#assert(node); return 'go on';
      case 'FunctionDef': case 'ClassDef':
        if (!defines(node, this.scope)) this.scope.forget(node, `Phasewise does not follow calls of ${node.name}() yet.`);
        return 'go on';
      case 'Delete':
        for (const target of node.targets) this.#containers.setEntry(target, undefined);
        this.scope.forget(node, 'Phasewise does not follow this change of a variable yet.');
        return 'go on';
      case 'AsyncFunctionDef': this.scope.forget(node, 'Phasewise does not follow this change of a variable yet.'); return 'go on';
      case 'Match':
        this.scope.forget(node, UNDECIDED);
        this.#unread('Phasewise does not read this kind of Python statement yet.', this.#placeOf(node), 'anything');
        return 'go on';
    }
  }

  #expression(node: ExprNode): void {
    if (node.nodeType === 'Constant') return;
    if (node.nodeType === 'Yield') return this.#frame.yields(node.value ? evaluate(node.value, this.scope) : { kind: 'none', place: this.scope.file.placeOf(node) });
    const rounds = asLoop(node);
    if (rounds) return void this.#for(rounds);
    const value = evaluate(node, this.scope);
    if (value.kind === 'either') for (const one of value.of) this.under(one.when, () => this.#perform(one.value));
    else this.#perform(value);
  }

  #perform(value: Value): void {
    if (value.kind === 'call' && !this.#done.has(value)) this.#call(value);
    else if (value.kind === 'unknown' && !this.#told.has(value)) this.#unread(value.reason, value.place, 'anything');
  }

  change(node: Node<'Call'>, scope: Scope): Value | undefined {
    const given = this.#containers.change(node, scope);
    return given && this.#tell(given);
  }

  current(value: Value): Value {
    return this.#containers.current(value);
  }

  get scope(): Scope {
    return this.#frame.scope;
  }

  /** Who has called sees these names too, and so does whoever reads the module. */
  get outside(): readonly Scope[] {
    const { outer } = this.scope;
    return [...this.#callers.map(({ scope }) => scope), ...(outer ? [outer] : [])];
  }

  get isGuarded(): boolean {
    return this.#repeats || this.#guards.depth > 0;
  }

  get isCertain(): boolean {
    return this.#guards.depth === this.#frame.depth && this.#repeats === this.#frame.repeats;
  }

  #assignment(targets: readonly ExprNode[], value: Value): void {
    for (const target of targets) if (target.nodeType === 'Attribute') this.#changesObject(target, evaluate(target.value, this.scope));
    this.#meets(value);
    this.scope.assign(targets.filter((target) => !this.#containers.setEntry(target, value)), value);
  }

  /** A name that nobody defines stops Python, whatever is done with it. */
  #meets(value: Value): void {
    if (value.kind === 'unknown' && !this.#told.has(value) && isUndefined(value)) this.#unread(value.reason, value.place, 'anything');
  }

  /** An attribute of an object of the ORM is a column of a row, which is written later; any other object is no longer what it was made as. */
  #changesObject(target: Node<'Attribute'>, object: Value): void {
    const place = this.scope.file.placeOf(target);
    if (isRow(object)) return this.#unread('Python changes an object here; which rows that writes is decided while it runs.', place, 'rows');
    const name = target.value.nodeType === 'Name' ? target.value.id : undefined;
    // What methods change of their own object is looked for where it is asked for.
    if (name !== undefined && name !== 'self' && isDescription(object)) this.scope.bind(name, { kind: 'unknown', place, reason: `Phasewise does not follow how ${name} changes here.` });
  }

  #augmented({ target, op, value }: Node<'AugAssign'>): void {
    const { nodeType: _, ...at } = target;
    const result = evaluate({ ...at, nodeType: 'BinOp', left: target, op, right: value }, this.scope);
    if (target.nodeType !== 'Name') return this.#assignment([target], result);
    this.#containers.grow(target.id, result);
    this.scope.assign([target], result);
  }

  /** An error undoes what the script has done. */
  #stops(node: StmtNode): Then {
    this.#unread('Python raises an error here, and the script goes no further.', this.#placeOf(node), 'nothing');
    return 'return';
  }

  #assert({ test, ...at }: Node<'Assert'>): void {
    if (truthOf(evaluate(test, this.scope)) !== true) this.#unread('Python may stop here, and the script goes no further.', this.#placeOf({ test, ...at }), 'nothing');
  }

  #return(node: Node<'Return'>): void {
    const given = node.value && evaluate(node.value, this.scope);
    if (given && this.#followed.length === 0) this.#perform(given);
    this.#gives(given ?? { kind: 'none', place: this.scope.file.placeOf(node) });
  }

  /** What the function gives that is being followed, under the conditions that have come up in it. */
  #gives(value: Value): void {
    const when = allOf(this.#guards.above(this.#frame.depth).map(({ condition }) => now(condition)));
    this.#frame.returned.push({ when, value: this.#repeats === this.#frame.repeats ? value : unsure(value, RETURNED) });
  }

  #call(call: CallValue): void {
    this.#done.add(call);
    try {
      const sent = performed(call, this.#run);
      for (const gap of sent?.gaps ?? []) this.#transcript.unread({ ...gap, when: this.#guards.and(gap.when) });
      if (sent?.each) this.#refuseOthers(sent.each);
      if (sent) this.#transcript.send(call.place, sent, this.#guards.and(sent.when), sent.each?.loop ? sent.each.loop.repeats : this.#repeats);
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      this.#transcript.unread({ reason: error.reason, place: error.place, reach: reachOf(call), when: this.#guards.and(), ...(error instanceof AlembicStops && { stops: true }) });
    }
  }

  asks(call: CallValue): void {
    this.#asked.set(call, this.#transcript.state);
  }

  /** Is all as it was when the database was asked? */
  #isFresh(asked: CallValue): boolean {
    const { state } = this.#transcript;
    return state !== undefined && this.#asked.get(asked) === state;
  }

  /** Throws `NotRead` where it may be sent for others than those that the catalog has when it is sent. */
  #refuseOthers({ asked, loop, place }: EntryValue): void {
    if (!this.#isFresh(asked)) throw new NotRead('What has run since the database was asked may have changed which constraints it has.', place);
    if (loop && this.#guards.depth - loop.depth !== loop.narrowed) throw new NotRead('Which of the constraints this is sent for is decided while Python runs.', place);
  }

  /** `connection.commit()` ends the transaction, and the next statement begins another. */
  #commit(call: CallValue): void {
    this.#done.add(call);
    this.#transcript.boundary('leave transaction', call.place);
    this.#transcript.boundary('enter transaction', call.place);
  }

  #with([item, ...others]: Node<'With'>['items'], body: readonly StmtNode[]): Then {
    if (!item) return this.#block(body);
    const inside = () => this.#with(others, body);
    const context = evaluate(item.context_expr, this.scope);
    if (methodCall(context, 'autocommit_block')) return this.#autocommit(context.place, inside);
    if (context.kind === 'call' && calledName(context) === 'op.batch_alter_table') return this.#batch(context, item.optional_vars, inside);
    if (context.kind === 'call' && context.of.kind === 'function' && context.of.manages === true) return this.#managed(context.of, context, item.optional_vars, inside);
    if (context.kind === 'call' && calledName(context) === 'contextlib.suppress') return this.#suppressing(context.place, body, inside);
    if (context.kind === 'unknown' && !this.#told.has(context)) this.#unread(context.reason, context.place, 'anything');
    else if (context.kind === 'call' && isUnheardOf(context)) this.#call(context);
    if (item.optional_vars) this.scope.assign([item.optional_vars], entered(context));
    return inside();
  }

  /** A function under `@contextmanager` runs to its `yield`, then what stands inside the `with`, then the rest of it. */
  #managed(callee: FunctionValue, call: CallValue, target: ExprNode | undefined, inside: () => Then): Then {
    const outer = this.#frame;
    let end: { readonly then: Then; readonly guards: readonly Guard[] } | undefined;
    this.#follow(callee, call, (value) => {
      const [inner, from, { depth }] = [this.#frame, this.#followed.pop(), this.#guards];
      this.#frame = outer;
      if (target) this.scope.assign([target], value);
      const then = inside();
      end = { then, guards: this.#guards.above(depth) };
      if (from) this.#followed.push(from);
      this.#frame = inner;
    });
    if (!end) return inside();
    for (const { condition, until } of end.guards) this.#guards.add(condition, until);
    return end.then;
  }

  /** `with suppress(Error):` is `try` with an `except` that does nothing. */
  #suppressing(place: Place, body: readonly StmtNode[], inside: () => Then): Then {
    const { depth } = this.#guards;
    this.#guards.add({ kind: 'undecidable', reason: TRIED, place: this.#transcript.shown(place) }, 'branch');
    inside();
    this.#guards.end(depth, 'branch');
    for (const statement of body) this.scope.forget(statement, TRIED);
    return 'go on';
  }

  #autocommit(place: Place, inside: () => Then): Then {
    this.#transcript.boundary('leave transaction', place);
    const then = inside();
    this.#transcript.boundary('enter transaction', place);
    return then;
  }

  #batch(call: CallValue, target: ExprNode | undefined, inside: () => Then): Then {
    const batch = batchOf(call);
    if (batch.kind === 'not read') {
      this.#unread(batch.reason, call.place, reachOf(call));
      const [table] = call.args;
      if (target) this.scope.assign([target], { kind: 'batch', place: call.place, table: table ?? { kind: 'unknown', place: call.place, reason: batch.reason }, notRead: batch.reason });
    } else if (target) this.scope.assign([target], batch);
    return this.#transcript.batched(inside);
  }

  #if({ test, body, orelse, ...at }: Node<'If'>): Then {
    const value = evaluate(test, this.scope);
    const truth = truthOf(value);
    if (typeof truth === 'boolean') return this.#block(truth ? body : orelse);
    const place = this.scope.file.placeOf(test);
    if (value.kind === 'such') return this.#ifSuch(value, { test, body, orelse, ...at });
    const condition: Condition = truth ?? { kind: 'undecidable', reason: reasonOf(value), place: this.#transcript.shown(place) };
    return this.#branches([{ when: condition, body, otherwise: opposite(condition) }, { when: opposite(condition), body: orelse, otherwise: condition }], { test, body, orelse, ...at });
  }

  /** Whether one of the entries is such a one, the catalog knows; of the others it says nothing. */
  #ifSuch({ entry, place }: SuchValue, { test, body, orelse, ...at }: Node<'If'>): Then {
    const there: Condition = { kind: 'has constraint', like: entry.like };
    const undecided: Condition = { kind: 'undecidable', reason: UNDECIDED, place: this.#transcript.shown(place) };
    // Once something has been sent, the catalog may have others than those that were asked for.
    const asked = (condition: Condition) => () => (this.#isFresh(entry.asked) ? condition : undecided);
    const otherwise = body.at(-1)?.nodeType === 'Return' ? asked(opposite(there)) : undecided;
    return this.#branches([{ when: asked(there), body, otherwise, entry }, { when: undecided, body: orelse, otherwise: undecided }], { test, body, orelse, ...at });
  }

  /** Reads each branch under its condition. Where one ends the script, what follows runs under the others alone. */
  #branches(branches: readonly Branch[], node: StmtNode): Then {
    const names = new Map(this.scope.own);
    const containers = new Set<string>();
    const changes = this.#containers.branches();
    const thens = branches.map(({ when, body, otherwise, entry }) => {
      const { depth } = this.#guards;
      const repeats = this.#repeats;
      this.#guards.add(when, 'branch');
      this.scope.restore(names);
      changes.begin();
      if (entry) this.#narrow(entry);
      const then = this.#block(body);
      this.#repeats = repeats;
      this.#guards.leave(depth, otherwise);
      for (const [name, value] of this.scope.own) if (isContainer(value)) containers.add(name);
      return then;
    });
    changes.join();
    this.scope.restore(names);
    this.scope.forget(node, UNDECIDED, containers);
    const [first] = thens;
    if (first && first !== 'go on' && thens.every((then) => then !== 'go on')) return first;
    branches.forEach(({ otherwise, body }, index) => {
      const then = thens[index] ?? 'go on';
      if (then !== 'go on' && !this.#raises(body)) this.#guards.add(otherwise, UNTIL[then]);
    });
    return 'go on';
  }

  /** From here on an entry is known better. One of a name comes once. */
  #narrow(entry: EntryValue): void {
    for (const [name, held] of this.scope.own) if (held.kind === 'entry' && held.asked === entry.asked) this.scope.bind(name, { ...entry, place: held.place });
    if (entry.like.name !== undefined) this.#repeats = entry.loop?.repeats ?? this.#repeats;
  }

  /** An error undoes all of the script: what comes after the test stands without it. */
  #raises(body: readonly StmtNode[]): boolean {
    const last = body.at(-1);
    return last?.nodeType === 'Raise' || (last !== undefined && isExit(last, this.scope));
  }

  #for(node: Node<'For'> | Node<'AsyncFor'>): Then {
    const over = evaluate(node.iter, this.scope);
    const items = itemsOf(over);
    if (!items) {
      const entry = over.kind === 'inventory' && over.entry ? this.#anyOf(over.entry, node.body) : undefined;
      const item = entry && over.kind === 'inventory' ? (over.described ? entry : fieldOf(entry, 'name', over.place)) : undefined;
      return this.#loop(node, () => this.scope.assign([node.target], item ?? itemOf(over)));
    }
    const { depth } = this.#guards;
    for (const item of items) {
      this.scope.assign([node.target], item);
      const then = this.#block(node.body);
      this.#guards.end(depth, 'round');
      if (then === 'return') return then;
      if (then !== 'break') continue;
      this.#guards.end(depth, 'loop');
      return 'go on';
    }
    this.#guards.end(depth, 'loop');
    return this.#block(node.orelse);
  }

  /** Whichever of them a round is about. A loop that may end before all have come is about some of them only. */
  #anyOf(entry: EntryValue, body: readonly StmtNode[]): EntryValue {
    const depth = body.some(mayEnd) ? NOWHERE : this.#guards.depth;
    return { ...entry, loop: { depth, narrowed: 0, repeats: this.#repeats } };
  }

  #while(node: Node<'While'>): Then {
    if (truthOf(evaluate(node.test, this.scope)) === false) return this.#block(node.orelse);
    return this.#loop(node, () => undefined);
  }

  /** A loop of unknown length is read once; what its rounds change is known neither in it nor after it. */
  #loop(node: Node<'For'> | Node<'AsyncFor'> | Node<'While'>, enter: () => void): Then {
    const [depth, repeats] = [this.#guards.depth, this.#repeats];
    for (const statement of node.body) if (assignedIn(statement).some(({ name }) => this.scope.lookup(name))) this.scope.forget(statement, UNCOUNTED);
    enter();
    this.#repeats = true;
    const then = this.#block(node.body);
    this.#repeats = repeats;
    this.#guards.end(depth, 'round', 'loop');
    this.scope.forget(node, UNCOUNTED);
    this.#block(node.orelse);
    return then === 'return' && node.nodeType === 'While' ? 'return' : 'go on';
  }

  /** What is tried may stop half-way, unless every handler raises again: then all of it happens, or nothing stays. */
  #try(node: Node<'Try'> | Node<'TryStar'>): Then {
    const { lineno, col_offset, handlers } = node;
    const place = this.scope.file.placeOf({ nodeType: 'Try', lineno, col_offset, end_lineno: lineno, end_col_offset: col_offset + 'try'.length });
    const caught = handlers.filter((handler) => !this.#raises(handler.body));
    const { depth } = this.#guards;
    if (caught.length > 0) this.#guards.add({ kind: 'undecidable', reason: TRIED, place: this.#transcript.shown(place) }, 'branch');
    const tried = this.#block(node.body);
    const then = tried === 'go on' ? this.#block(node.orelse) : tried;
    for (const { name, body } of caught) {
      if (name !== undefined) this.scope.bind(name, { kind: 'unknown', place, reason: TRIED });
      this.#block(body);
    }
    this.#guards.end(depth, 'branch');
    if (caught.length > 0) this.scope.forget(node, TRIED);
    const last = this.#block(node.finalbody);
    if (last !== 'go on') return last;
    return caught.length > 0 ? 'go on' : then;
  }

  #placeOf(node: StmtNode): Place {
    return this.scope.file.placeOf(node);
  }

  #unread(reason: string, place: Place, reach: Reach): void {
    this.#transcript.unread({ reason, place, reach, when: this.#guards.and() });
  }
}

/** A value that Python alone knows whether it is given, or how often. */
function unsure(value: Value, reason: string): Value {
  return fromRows(value) ? value : { kind: 'unknown', place: value.place, reason };
}

/** A name that nobody defines stops Python where it stands. */
function isUndefined({ reason }: UnknownValue): boolean {
  return reason.endsWith(' is not defined in this file.');
}

function reasonOf(value: Value): string {
  if (value.kind === 'unknown' && value.whether !== undefined) return value.whether;
  return value.kind === 'rows' ? 'The rows of a query decide whether this runs.' : UNDECIDED;
}
