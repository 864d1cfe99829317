import { ALWAYS } from '../../migrations/condition.ts';
import type { Condition, Reach } from '../../migrations/condition.ts';
import type { Boundary, Statement, Step, Unread } from '../../migrations/migration.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { unbatched } from './batch.ts';
import { createType, dropType, enumType } from './emit/enum.ts';
import { executed } from './emit/execute.ts';
import type { Naming } from './emit/naming.ts';
import { evaluate, methodCall } from './expression.ts';
import { OPERATIONS, reachOf } from './operations.ts';
import type { ExprNode, FunctionDef, StmtNode } from './python.ts';
import { Scope } from './scope.ts';
import type { BatchValue, CallValue, Value } from './value.ts';
import { NotRead, calledName, mentions, notRead } from './value.ts';

type Node<K extends StmtNode['nodeType']> = Extract<StmtNode, { nodeType: K }>;

/** What an `upgrade()` or `downgrade()` sends, step by step. What cannot be read is a step too, and the rest is still read. */
export function stepsOf(definition: FunctionDef, module: Scope, naming: Naming): readonly Step[] {
  const scope = new Scope(module.file, module);
  for (const { arg, ...at } of [...definition.args.posonlyargs, ...definition.args.args, ...definition.args.kwonlyargs]) {
    const place = module.file.placeOf(at);
    scope.bind(arg, arg === 'op' ? { kind: 'named', place, name: 'op' } : { kind: 'unknown', place, reason: `What ${arg} is, its caller decides.` });
  }
  return new Reader(scope, naming).read(definition.body);
}

/** Calls of Alembic that send nothing. */
const SILENT = new Set(['op.f', 'op.get_bind', 'op.get_context', 'op.inline_literal']);
const HARMLESS = /^(?:builtins\.(?:print|str|int|float|len|range|dict|list|tuple|set|sorted|enumerate|zip|isinstance)|logging\..*|time\.time|datetime\..*|warnings\.warn)$/;

class Reader {
  readonly #scope: Scope;
  readonly #naming: Naming;
  readonly #steps: Step[] = [];
  readonly #reaches: Reach[] = [];
  readonly #types = new Set<string>();
  #calls = 0;
  /** Inside a batch its operations wait for the end of the block. */
  #waiting: Step[] | undefined;

  constructor(scope: Scope, naming: Naming) {
    this.#scope = scope;
    this.#naming = naming;
  }

  read(body: readonly StmtNode[]): readonly Step[] {
    this.#block(body);
    return this.#steps;
  }

  /** Reads statement by statement; `stop` where Python would go no further. */
  #block(body: readonly StmtNode[]): 'go on' | 'stop' {
    for (const statement of body) {
      if (this.#statement(statement) === 'stop') return 'stop';
    }
    return 'go on';
  }

  #statement(node: StmtNode): 'go on' | 'stop' {
    switch (node.nodeType) {
      case 'Pass': case 'Comment': case 'Global': case 'Nonlocal': case 'TypeAlias': return 'go on';
      case 'Import': case 'ImportFrom': this.#scope.imports(node); return 'go on';
      case 'Expr': this.#expression(node.value); return 'go on';
      case 'Assign': this.#assignment(node.targets, node.value); return 'go on';
      case 'AnnAssign': if (node.value) this.#assignment([node.target], node.value); return 'go on';
      case 'With': return this.#with(node);
      case 'If': return this.#if(node);
      case 'Return': if (node.value) this.#expression(node.value); return 'stop';
      case 'Raise':
        this.#unread('Python raises an error here, and the script goes no further.', this.#place(node), 'nothing');
        return 'stop';
      case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef':
        this.#scope.forget(node, `Phasewise does not follow calls of ${node.name}() yet.`);
        return 'go on';
      case 'For': case 'AsyncFor': case 'While': return this.#skip(node, 'How often this loop runs is decided while Python runs; Phasewise does not unroll loops yet.');
      case 'Try': case 'TryStar': return this.#skip(node, 'What Python catches here is decided while it runs; Phasewise does not execute migrations to read them.');
      case 'AugAssign': case 'Delete': this.#scope.forget(node, 'Phasewise does not follow this change of a variable yet.'); return 'go on';
      case 'AsyncWith': case 'Match': case 'Assert': case 'Break': case 'Continue':
        return this.#skip(node, 'Phasewise does not read this kind of Python statement yet.');
    }
  }

  #assignment(targets: readonly ExprNode[], node: ExprNode): void {
    const value = evaluate(node, this.#scope);
    const queries = executing(value);
    if (value.kind === 'call' && acts(value)) this.#call(value);
    else if (mentions(value, acts)) this.#unread('Phasewise does not read an operation inside an expression yet.', value.place, 'anything');
    const result: Value = queries
      ? { kind: 'unknown', place: value.place, reason: 'The rows of this query decide it; Phasewise does not execute migrations to read them.' }
      : value;
    this.#scope.assign(targets, result);
  }

  #expression(node: ExprNode): void {
    const value = evaluate(node, this.#scope);
    if (value.kind === 'call') this.#call(value);
    else if (value.kind === 'unknown' && node.nodeType !== 'Constant') this.#unread(value.reason, value.place, 'anything');
  }

  #call(call: CallValue): void {
    const name = calledName(call);
    if (name !== undefined && (SILENT.has(name) || HARMLESS.test(name))) return;
    try {
      this.#perform(call, name);
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      this.#unread(error.reason, error.place, name === undefined ? batchReach(call) : reachOf(name, call));
    }
  }

  #perform(call: CallValue, name: string | undefined): void {
    const operation = name === undefined ? undefined : OPERATIONS[name];
    if (name !== undefined && operation) {
      this.#emit(call, 'emitted', operation.emit(call, this.#naming, this.#types), ALWAYS, reachOf(name, call));
    } else if (name === 'op.execute') this.#execute(call);
    else if (call.of.kind === 'member') this.#method(call, call.of.of, call.of.name);
    else throw notRead(call, name?.startsWith('op.') === true ? `Phasewise does not read ${name} yet.` : 'Phasewise does not know what this call does.');
  }

  #execute(call: CallValue): void {
    const [value, ...others] = [...call.args, ...call.keywords.filter(({ name }) => name === 'sqltext').map((keyword) => keyword.value)];
    if (!value || others.length > 0) throw new NotRead('Phasewise reads execute with one statement and no parameters.', call.place);
    const { origin, statements } = executed(value);
    this.#emit(call, origin, statements, ALWAYS, 'anything');
  }

  #method(call: CallValue, receiver: Value, method: string): void {
    if (receiver.kind === 'batch') return this.#inBatch(call, receiver, method);
    if (method === 'execute' && isConnection(receiver)) return this.#execute(call);
    if ((method === 'create' || method === 'drop') && isEnum(receiver)) return this.#type(call, receiver, method);
    if (method === 'get_bind' || logs(receiver)) return;
    throw notRead(call, 'Phasewise does not know what this call does.');
  }

  #inBatch(call: CallValue, batch: BatchValue, method: string): void {
    if (method === 'execute') return this.#execute(call);
    if (method === 'f') return;
    const whole = unbatched(call, batch, method);
    const name = `op.${method}`;
    const waiting = this.#waiting;
    const statements = OPERATIONS[name]?.emit(whole, this.#naming, this.#types) ?? [];
    this.#emit(whole, 'emitted', statements, ALWAYS, reachOf(name, whole), waiting);
  }

  /** `sa.Enum(…).create(bind, checkfirst=True)` asks the server first. */
  #type(call: CallValue, receiver: CallValue, method: 'create' | 'drop'): void {
    const type = enumType(receiver);
    const given = call.keywords.find(({ name }) => name === 'checkfirst')?.value ?? call.args[1];
    if (given && given.kind !== 'bool') throw new NotRead('Phasewise cannot read checkfirst here.', call.place);
    const asks = given ? given.value : calledName(receiver) === 'pg.ENUM';
    const there: Condition = {
      kind: 'exists',
      object: { type: 'type', name: type.name?.text.text ?? '', ...(type.schema ? { schema: type.schema.text.text } : {}) },
    };
    const when: Condition = !asks ? ALWAYS : method === 'create' ? { kind: 'not', of: there } : there;
    const placed = { ...type, call: { ...type.call, callee: call.callee } };
    this.#emit(call, 'emitted', [method === 'create' ? createType(placed) : dropType(placed)], when, 'anything');
  }

  #emit(call: CallValue, origin: Statement['origin'], statements: readonly MappedText[], when: Condition, reach: Reach, into: Step[] = this.#steps): void {
    const id = this.#calls++;
    for (const sql of statements) {
      into.push({ kind: 'statement', sql, origin, call: { id, place: call.place }, when, repeats: false, standIns: [] });
    }
    this.#reaches.push(reach);
  }

  #with(node: Node<'With'>): 'go on' | 'stop' {
    const [item, ...others] = node.items;
    const context = item && evaluate(item.context_expr, this.#scope);
    if (!item || !context || others.length > 0) return this.#skip(node, 'Phasewise reads one context at a time.');
    if (methodCall(context, 'autocommit_block')) return this.#autocommit(node, context.place);
    if (context.kind === 'call' && calledName(context) === 'op.batch_alter_table') return this.#batch(node, context, item.optional_vars);
    return this.#skip(node, 'Phasewise does not know what this context does.');
  }

  #autocommit(node: Node<'With'>, place: Place): 'go on' | 'stop' {
    const boundary = (does: Boundary['does']) => this.#steps.push({ kind: 'boundary', does, place });
    boundary('leave transaction');
    const end = this.#block(node.body);
    boundary('enter transaction');
    return end;
  }

  #batch(node: Node<'With'>, call: CallValue, target: ExprNode | undefined): 'go on' | 'stop' {
    const batch = batchOf(call);
    if (batch.kind === 'not read') return this.#skip(node, batch.reason);
    if (target) this.#scope.assign([target], batch);
    const outer = this.#waiting;
    this.#waiting = [];
    const end = this.#block(node.body);
    this.#steps.push(...this.#waiting);
    this.#waiting = outer;
    return end;
  }

  /** A test of the dialect is decided: we read for PostgreSQL. Any other test is not ours to decide. */
  #if(node: Node<'If'>): 'go on' | 'stop' {
    const decided = truth(evaluate(node.test, this.#scope));
    if (decided !== undefined) return this.#block(decided ? node.body : node.orelse);
    return this.#skip(node, 'Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.');
  }

  /** One gap for a whole block. What it may have changed is what its own calls name. */
  #skip(node: StmtNode, reason: string): 'go on' {
    const inner = new Reader(new Scope(this.#scope.file, this.#scope), this.#naming);
    inner.#waiting = this.#waiting && [];
    for (const body of bodiesOf(node)) inner.#block(body);
    this.#scope.forget(node, reason);
    this.#unread(reason, headOf(this.#place(node), node, this.#scope), merged(inner.#reaches));
    return 'go on';
  }

  #unread(reason: string, place: Place, reach: Reach): void {
    const step: Unread = { kind: 'unread', reason, place, reach, when: ALWAYS };
    this.#steps.push(step);
    this.#reaches.push(reach);
  }

  #place(node: StmtNode): Place {
    return this.#scope.file.placeOf(node);
  }
}

/** Does evaluating this call send something, or may it? */
function acts(call: CallValue): boolean {
  const name = calledName(call);
  if (name === undefined) return call.of.kind === 'unknown' || (call.of.kind === 'member' && ['execute', 'create', 'drop', 'scalar', 'scalars'].includes(call.of.name));
  return name.startsWith('op.') && !SILENT.has(name);
}

function executing(value: Value): boolean {
  return mentions(value, (call) => call.of.kind === 'member' && ['execute', 'scalar', 'scalars'].includes(call.of.name));
}

function isConnection(value: Value): boolean {
  if (value.kind === 'member') return (value.name === 'bind' || value.name === 'connection') && isConnection(value.of);
  return value.kind === 'call' && ['op.get_bind', 'op.get_context'].includes(calledName(value) ?? '');
}

function isEnum(value: Value): value is CallValue {
  return value.kind === 'call' && ['sa.Enum', 'pg.ENUM'].includes(calledName(value) ?? '');
}

function logs(receiver: Value): boolean {
  return receiver.kind === 'call' && calledName(receiver) === 'logging.getLogger';
}

function batchReach(call: CallValue): Reach {
  const batch = call.of.kind === 'member' ? call.of.of : undefined;
  if (batch?.kind !== 'batch' || batch.table.kind !== 'string') return 'anything';
  const schema = batch.schema?.kind === 'string' ? { schema: batch.schema.text.text } : {};
  return [{ type: 'relation', name: batch.table.text.text, ...schema }];
}

function batchOf(call: CallValue): BatchValue | { readonly kind: 'not read'; readonly reason: string } {
  const keyword = (name: string) => call.keywords.find((given) => given.name === name)?.value;
  const table = call.args[0] ?? keyword('table_name');
  const schema = call.args[1] ?? keyword('schema');
  const recreate = call.args[2] ?? keyword('recreate');
  if (table?.kind !== 'string' || (schema && schema.kind !== 'string' && schema.kind !== 'none')) return { kind: 'not read', reason: 'Which table this batch alters is decided while Python runs.' };
  if (recreate && !(recreate.kind === 'string' && ['auto', 'never'].includes(recreate.text.text))) {
    return { kind: 'not read', reason: 'This batch makes a new table and copies the rows; what it sends depends on the table as it is.' };
  }
  if (keyword('naming_convention')) return { kind: 'not read', reason: 'Phasewise does not read the naming convention of a batch yet.' };
  return { kind: 'batch', place: call.place, table, ...(schema?.kind === 'string' ? { schema } : {}) };
}

/** `op.get_bind().dialect.name == 'postgresql'` */
function truth(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  if (value.kind !== 'operation') return undefined;
  const [left, right] = value.operands;
  const dialect = [left, right].find((operand) => operand?.kind === 'member' && operand.name === 'name' && operand.of.kind === 'member' && operand.of.name === 'dialect');
  const named = [left, right].find((operand) => operand?.kind === 'string');
  if (!dialect || named?.kind !== 'string' || (value.operator !== '==' && value.operator !== '!=')) return undefined;
  return (named.text.text === 'postgresql') === (value.operator === '==');
}

function bodiesOf(node: StmtNode): readonly (readonly StmtNode[])[] {
  switch (node.nodeType) {
    case 'For': case 'AsyncFor': case 'While': case 'If': return [node.body, node.orelse];
    case 'With': case 'AsyncWith': return [node.body];
    case 'Try': case 'TryStar': return [node.body, ...node.handlers.map((handler) => handler.body), node.orelse, node.finalbody];
    case 'Match': return node.cases.map((one) => one.body);
    case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef': case 'Return': case 'Delete': case 'Assign': case 'TypeAlias': case 'AugAssign':
    case 'AnnAssign': case 'Raise': case 'Assert': case 'Import': case 'ImportFrom': case 'Global': case 'Nonlocal': case 'Expr': case 'Pass':
    case 'Break': case 'Continue': case 'Comment': return [];
  }
}

/** A gap is shown at the line that opens the block, not over all of it. */
function headOf(place: Place, node: StmtNode, scope: Scope): Place {
  const first = bodiesOf(node)[0]?.[0];
  if (!first) return place;
  const text = scope.file.source.text.slice(place.span.start, scope.file.placeOf(first).span.start);
  return { ...place, span: { start: place.span.start, end: place.span.start + text.trimEnd().length } };
}

function merged(reaches: readonly Reach[]): Reach {
  if (reaches.includes('anything')) return 'anything';
  const names = reaches.flatMap((reach) => (typeof reach === 'string' ? [] : reach));
  if (names.length > 0) return names;
  return reaches.includes('rows') ? 'rows' : 'nothing';
}
