import { ALWAYS } from '../../migrations/condition.ts';
import type { Reach } from '../../migrations/condition.ts';
import type { Boundary, Step } from '../../migrations/migration.ts';
import type { Place } from '../../text/place.ts';
import { batchOf } from './batch.ts';
import { bodiesOf, headOf } from './blocks.ts';
import { decided } from './decide.ts';
import type { Naming } from './emit/naming.ts';
import { evaluate, methodCall } from './expression.ts';
import type { Run, Sent } from './perform.ts';
import { acts, asks, performed } from './perform.ts';
import type { ExprNode, FunctionDef, StmtNode } from './python.ts';
import { reachOf, together } from './reach.ts';
import { Scope } from './scope.ts';
import type { CallValue, Value } from './value.ts';
import { NotRead, calledName, mentions } from './value.ts';

type Node<K extends StmtNode['nodeType']> = Extract<StmtNode, { nodeType: K }>;
/** Where Python goes after a statement. */
type Then = 'go on' | 'stop';

/** What an `upgrade()` or `downgrade()` sends, step by step. What cannot be read is a step too, and the rest is still read. */
export function stepsOf(definition: FunctionDef, module: Scope, naming: Naming): readonly Step[] {
  const scope = new Scope(module.file, module);
  for (const { arg, ...at } of [...definition.args.posonlyargs, ...definition.args.args, ...definition.args.kwonlyargs]) {
    const place = module.file.placeOf(at);
    scope.bind(arg, arg === 'op' ? { kind: 'named', place, name: 'op' } : { kind: 'unknown', place, reason: `What ${arg} is, its caller decides.` });
  }
  return new Reader(scope, { naming, types: new Set() }).read(definition.body);
}

class Reader {
  readonly #scope: Scope;
  readonly #run: Run;
  readonly #steps: Step[] = [];
  readonly #reaches: Reach[] = [];
  #calls = 0;
  /** Inside a batch its operations wait for the end of the block. */
  #waiting: Step[] | undefined;

  constructor(scope: Scope, run: Run) {
    this.#scope = scope;
    this.#run = run;
  }

  read(body: readonly StmtNode[]): readonly Step[] {
    this.#block(body);
    return this.#steps;
  }

  /** All that the read statements may have changed. */
  get reach(): Reach {
    return together(this.#reaches);
  }

  #block(body: readonly StmtNode[]): Then {
    return body.some((statement) => this.#statement(statement) === 'stop') ? 'stop' : 'go on';
  }

  #statement(node: StmtNode): Then {
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
        this.#unread('Python raises an error here, and the script goes no further.', this.#scope.file.placeOf(node), 'nothing');
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
    if (value.kind === 'call' && acts(value)) this.#call(value);
    else if (mentions(value, acts)) this.#unread('Phasewise does not read an operation inside an expression yet.', value.place, 'anything');
    const rows: Value = { kind: 'unknown', place: value.place, reason: 'The rows of this query decide it; Phasewise does not execute migrations to read them.' };
    this.#scope.assign(targets, mentions(value, asks) ? rows : value);
  }

  #expression(node: ExprNode): void {
    const value = evaluate(node, this.#scope);
    if (value.kind === 'call') this.#call(value);
    else if (value.kind === 'unknown' && node.nodeType !== 'Constant') this.#unread(value.reason, value.place, 'anything');
  }

  #call(call: CallValue): void {
    try {
      const sent = performed(call, this.#run);
      if (sent) this.#send(call, sent);
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      this.#unread(error.reason, error.place, reachOf(call));
    }
  }

  #send(call: CallValue, { statements, origin, when, reach, waits }: Sent): void {
    const id = this.#calls++;
    const into = (waits ? this.#waiting : undefined) ?? this.#steps;
    into.push(...statements.map((sql): Step => ({ kind: 'statement', sql, origin, call: { id, place: call.place }, when, repeats: false, standIns: [] })));
    this.#reaches.push(reach);
  }

  #with(node: Node<'With'>): Then {
    const [item, ...others] = node.items;
    const context = item && evaluate(item.context_expr, this.#scope);
    if (!item || !context || others.length > 0) return this.#skip(node, 'Phasewise reads one context at a time.');
    if (methodCall(context, 'autocommit_block')) return this.#autocommit(node, context.place);
    if (context.kind === 'call' && calledName(context) === 'op.batch_alter_table') return this.#batch(node, context, item.optional_vars);
    return this.#skip(node, 'Phasewise does not know what this context does.');
  }

  #autocommit(node: Node<'With'>, place: Place): Then {
    const boundary = (does: Boundary['does']) => this.#steps.push({ kind: 'boundary', does, place });
    boundary('leave transaction');
    const then = this.#block(node.body);
    boundary('enter transaction');
    return then;
  }

  #batch(node: Node<'With'>, call: CallValue, target: ExprNode | undefined): Then {
    const batch = batchOf(call);
    if (batch.kind === 'not read') return this.#skip(node, batch.reason);
    if (target) this.#scope.assign([target], batch);
    const outer = this.#waiting;
    const waiting: Step[] = [];
    this.#waiting = waiting;
    const then = this.#block(node.body);
    this.#waiting = outer;
    this.#steps.push(...waiting);
    return then;
  }

  #if(node: Node<'If'>): Then {
    const condition = decided(evaluate(node.test, this.#scope));
    if (condition !== undefined) return this.#block(condition ? node.body : node.orelse);
    return this.#skip(node, 'Whether this runs is decided while Python runs; Phasewise does not execute migrations to read them.');
  }

  /** One gap for a whole block. What it may have changed is what its own calls name. */
  #skip(node: StmtNode, reason: string): Then {
    const inside = bodiesOf(node).map((body) => {
      const reader = new Reader(new Scope(this.#scope.file, this.#scope), { ...this.#run, types: new Set() });
      reader.read(body);
      return reader.reach;
    });
    this.#scope.forget(node, reason);
    this.#unread(reason, headOf(node, this.#scope.file), together(inside));
    return 'go on';
  }

  #unread(reason: string, place: Place, reach: Reach): void {
    this.#steps.push({ kind: 'unread', reason, place, reach, when: ALWAYS });
    this.#reaches.push(reach);
  }
}
