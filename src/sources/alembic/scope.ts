import type { Condition } from '../../migrations/condition.ts';
import { canonicalName } from './canonical.ts';
import { isContainer } from './container.ts';
import { BUILTINS, evaluate } from './expression.ts';
import { isAbsolute, joined } from '../../text/path.ts';
import { stringLiteral } from './literal.ts';
import type { Modules } from './modules.ts';
import type { ClassDef, ExprNode, PythonFile, StmtNode } from './python.ts';
import { returnedBy } from './returned.ts';
import type { CallValue, ClassValue, FunctionValue, NamedValue, UnknownValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** Says what a call comes to, where calls have effects: in the body of upgrade(). */
export interface Caller {
  /** Undefined: the call stays a description of itself. */
  invoke(call: CallValue): Value | undefined;
  /** What a call gives that changes a list, a set or a dict; undefined for any other. */
  change?(node: Extract<ExprNode, { nodeType: 'Call' }>, scope: Scope): Value | undefined;
  /** A list, a set or a dict as it is by now, where it has changed since this value was taken hold of. */
  current?(value: Value): Value;
  /** What is read inside happens where a condition holds. */
  under?<T>(condition: Condition, read: () => T): T;
  /** The database is asked here for what it holds. */
  asks?(call: CallValue): void;
  /** What is read inside happens as often as Python alone knows; without it such calls are not looked at. */
  repeatedly?(read: () => void): void;
}

/** What scopes of one file share. */
interface Surroundings { readonly modules?: Modules | undefined; readonly caller?: Caller | undefined }

/** The names that a piece of Python can see. The last assignment counts, as it does when Python runs. */
export class Scope {
  readonly file: PythonFile;
  readonly caller: Caller | undefined;
  readonly #modules: Modules | undefined;
  readonly outer: Scope | undefined;
  #names = new Map<string, Value>();
  /** Found when somebody asks. */
  readonly #deferred = new Map<string, () => Value>();
  /** The modules that a name's value has needed, where it was deferred. */
  readonly #needs = new Map<string, ReadonlySet<string>>();

  constructor(file: PythonFile, outer?: Scope, { modules, caller }: Surroundings = {}) {
    this.file = file;
    this.outer = outer;
    this.#modules = modules ?? (outer ? outer.#modules : undefined);
    this.caller = caller ?? outer?.caller;
  }

  lookup(name: string): Value | undefined {
    this.#find(name);
    this.#modules?.need(this.#needs.get(name));
    return this.#names.get(name) ?? this.outer?.lookup(name);
  }

  bind(name: string, value: Value): void {
    this.#settle(name);
    this.#names.set(name, value);
  }

  /** Binds a name to what `find` gives when somebody asks for it: most of what a module holds nobody ever does. */
  defer(name: string, find: () => Value): void {
    this.#settle(name);
    this.#deferred.set(name, find);
  }

  /** What was written before a name gets another meaning means the one that it had. */
  #settle(name: string): void {
    if (this.#deferred.size === 0 || !(this.#names.has(name) || this.#deferred.has(name) || BUILTINS.has(name))) return;
    for (const other of [...this.#deferred.keys()]) this.#find(other);
  }

  #find(name: string): void {
    const find = this.#deferred.get(name);
    if (!find) return;
    this.#deferred.delete(name);
    const found = this.#modules?.noting(find) ?? { it: find(), needed: undefined };
    this.#names.set(name, found.it);
    if (found.needed) this.#needs.set(name, found.needed);
  }

  /** The names of this scope alone, in the order in which they were first bound. */
  get own(): ReadonlyMap<string, Value> {
    for (const name of [...this.#deferred.keys()]) this.#find(name);
    return this.#names;
  }

  /** Does a name that is seen from here hold such a value? What nobody has asked for yet holds nothing that has changed. */
  sees(isSuch: (value: Value) => boolean): boolean {
    return [...this.#names.values()].some(isSuch) || this.outer?.sees(isSuch) === true;
  }

  /** Goes back to the names as they were. */
  restore(names: ReadonlyMap<string, Value>): void {
    this.#names = new Map(names);
  }

  /** What a name stands for that was imported from the project; a name of a library stands for itself. */
  resolved(value: NamedValue): Value {
    if (!this.#modules || /^(?:op|sa|pg|builtins|alembic)(?:\.|$)/.test(value.name)) return value;
    const given = this.#modules.given(value);
    if (given) return given;
    const found = this.#modules.resolve(value.name);
    if (!found) return this.#modules.owns(value.name) ? value : { ...value, foreign: true };
    if (found.kind === 'unknown' || found.kind === 'class') return { imported: value.name, ...found };
    if (found.kind !== 'named' || found.name === value.name) return found;
    const behind = this.resolved({ ...found, place: value.place });
    // What a library keeps in a module of its own is called as the library is imported.
    return behind.kind === 'named' && behind.foreign === true && pathOfModule(behind.name) !== undefined ? { ...value, foreign: true } : behind;
  }

  /** Binds the names of an import; false for any other statement. */
  imports(statement: StmtNode): boolean {
    if (statement.nodeType === 'Import') {
      for (const { name, asname } of statement.names) {
        const path = asname === undefined ? name.split('.')[0] ?? name : name;
        this.#bindModule(asname ?? path, path, statement);
      }
      return true;
    }
    if (statement.nodeType === 'ImportFrom') {
      const from = this.#package(statement.level ?? 0, statement.module);
      for (const { name, asname } of statement.names) this.#bindModule(asname ?? name, `${from}.${name}`, statement);
      return true;
    }
    return false;
  }

  #package(level: number, module: string | undefined): string {
    if (level === 0) return module ?? '';
    return relativeModule(this.file.source.path, level, module);
  }

  #bindModule(name: string, path: string, at: StmtNode): void {
    const canonical = canonicalName(path);
    const foreign = canonical === path && /^(?:op|sa|pg)(?:\.|$)/.test(path);
    this.bind(name, { kind: 'named', name: foreign ? `their ${path}` : canonical, place: this.file.placeOf(at) });
  }

  /** Whatever a statement may assign is unknown from here on; `containers` are lists, sets or dicts all the same. */
  forget(statement: StmtNode, reason: string, containers: ReadonlySet<string> = new Set()): void {
    for (const { name, how } of assignedIn(statement)) {
      const held = this.lookup(name);
      const isOne = isContainer(held) || containers.has(name);
      if (how === 'bound' || !held || isOne) this.bind(name, { ...unknown(this.file, statement, reason), ...(isOne && { container: true }) });
    }
  }

  assign(targets: readonly ExprNode[], value: Value): void {
    for (const target of targets) this.#assignOne(target, value);
  }

  #assignOne(target: ExprNode, value: Value): void {
    if (target.nodeType === 'Name') return this.bind(target.id, value);
    const parts = target.nodeType === 'Tuple' || target.nodeType === 'List' ? target.elts : [];
    const rest = parts.findIndex(({ nodeType }) => nodeType === 'Starred');
    const starred = parts[rest];
    if (starred?.nodeType === 'Starred' && value.kind === 'list' && value.items.length >= parts.length - 1) {
      const after = rest + value.items.length - parts.length + 1;
      this.#assignOne(starred.value, { ...value, items: value.items.slice(rest, after) });
      return parts.forEach((part, index) => index !== rest && this.#assignOne(part, value.items.at(index < rest ? index : index - parts.length) ?? value));
    }
    const plain = parts.every(({ nodeType }) => nodeType !== 'Starred');
    if (plain && parts.length > 0 && value.kind === 'list' && value.items.length === parts.length) {
      return parts.forEach((part, index) => this.#assignOne(part, value.items[index] ?? value));
    }
    if (plain && value.kind === 'rows') return parts.forEach((part) => this.#assignOne(part, value));
    for (const name of namesIn(target)) this.bind(name, { kind: 'unknown', place: value.place, reason: `Phasewise does not follow this assignment of ${name} yet.`, ...(target.nodeType === 'Subscript' && isContainer(this.lookup(name)) && { container: true }) });
  }
}

/** What `from ..kit import x` names: the file itself, as one word; its dots are hidden, for in a dotted name they divide. */
export function relativeModule(path: string, level: number, module = ''): string {
  const folder = path.split('/').slice(0, -level).join('/');
  return joined(folder, module.replaceAll('.', '/')).replaceAll('.', HIDDEN_DOT);
}

/** The path that a word made by `relativeModule` stands for; undefined for a word of a dotted name. */
export function pathOfModule(word: string): string | undefined {
  return isAbsolute(word) ? word.replaceAll(HIDDEN_DOT, '.') : undefined;
}

const HIDDEN_DOT = '\u2024';

/** The names that a module's own statements bind: imports, constants, functions, classes; what it computes in blocks is unknown. */
export function moduleScope(file: PythonFile, modules?: Modules): Scope {
  const scope = new Scope(file, undefined, { modules });
  for (const statement of file.body) {
    if (!deferred(statement, scope)) bindStatement(statement, scope);
  }
  return scope;
}

/** Defers what binds one name alone: `NAME = …` and `class Name: …`. */
function deferred(statement: StmtNode, scope: Scope): boolean {
  if (statement.nodeType === 'ClassDef') {
    scope.defer(statement.name, () => classOf(statement, scope));
    return true;
  }
  const [target, value] = assignmentOf(statement);
  if (target?.nodeType !== 'Name' || !value || scope.lookup(target.id)) return false;
  scope.defer(target.id, () => evaluate(value, scope));
  return true;
}

function assignmentOf(statement: StmtNode): readonly [target?: ExprNode, value?: ExprNode] {
  if (statement.nodeType === 'AnnAssign') return [statement.target, statement.value];
  return statement.nodeType === 'Assign' && statement.targets.length === 1 ? [statement.targets[0], statement.value] : [];
}

function bindStatement(statement: StmtNode, scope: Scope): void {
  if (scope.imports(statement) || defines(statement, scope)) return;
  if (statement.nodeType === 'Assign') scope.assign(statement.targets, evaluate(statement.value, scope));
  else if (statement.nodeType === 'AnnAssign' && statement.value) scope.assign([statement.target], evaluate(statement.value, scope));
  else if (statement.nodeType === 'Expr') forgetReceiver(scope, statement.value);
  else if (statement.nodeType === 'If' && isTypeChecking(statement.test)) for (const inner of statement.body) scope.imports(inner);
  else scope.forget(statement, 'Its value is decided while Python runs; Phasewise does not execute migrations to read them.');
}

/** `if TYPE_CHECKING:` holds imports that give names and nothing else. */
function isTypeChecking(test: ExprNode): boolean {
  return (test.nodeType === 'Name' && test.id === 'TYPE_CHECKING') || (test.nodeType === 'Attribute' && test.attr === 'TYPE_CHECKING');
}

/** Binds the name of a function or a class; false for any other statement. */
export function defines(statement: StmtNode, scope: Scope): boolean {
  const place = scope.file.placeOf(statement);
  if (statement.nodeType === 'FunctionDef') {
    const plain: FunctionValue = { kind: 'function', place, name: statement.name, parameters: statement.args, body: statement.body, scope };
    const decorated = statement.decorator_list.reduceRight<Value | undefined>((value, decorator) => value && decoratedBy(decorator, value, scope), plain);
    if (decorated) scope.bind(statement.name, decorated);
    return decorated !== undefined;
  }
  if (statement.nodeType !== 'ClassDef') return false;
  scope.bind(statement.name, classOf(statement, scope));
  return true;
}

function classOf(statement: ClassDef, scope: Scope): ClassValue {
  const members = new Scope(scope.file, scope);
  for (const inner of statement.body) {
    if (!declaresColumn(inner, members)) bindStatement(inner, members);
  }
  return { kind: 'class', place: scope.file.placeOf(statement), name: statement.name, bases: statement.bases.map((base) => evaluate(base, scope)), members };
}

/** `name: Mapped[str]` is a column, as `name: Mapped[str] = mapped_column()` is. https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html */
function declaresColumn(statement: StmtNode, members: Scope): boolean {
  if (statement.nodeType !== 'AnnAssign' || statement.value || statement.target.nodeType !== 'Name' || statement.annotation.nodeType !== 'Subscript') return false;
  const { value: of } = statement.annotation;
  const isMapped = (of.nodeType === 'Name' && of.id === 'Mapped') || (of.nodeType === 'Attribute' && of.attr === 'Mapped');
  const place = members.file.placeOf(statement);
  if (isMapped) members.bind(statement.target.id, { kind: 'call', place, callee: place, of: { kind: 'named', place, name: 'sa.orm.mapped_column' }, args: [], keywords: [] });
  return isMapped;
}

/** What a decorator says of a method. */
const METHODS: Readonly<Record<string, Pick<FunctionValue, 'method'>>> = { 'builtins.staticmethod': { method: 'static' }, 'builtins.classmethod': { method: 'class' }, 'abc.abstractmethod': {} };

/** What a decorator makes of a function: what it returns, if it only wraps it in another; undefined where it does more. */
function decoratedBy(decorator: ExprNode, value: Value, scope: Scope): Value | undefined {
  const place = scope.file.placeOf(decorator);
  const by = evaluate(decorator, scope);
  // `@functools.wraps(f)` and `@cache` change nothing of what a call does.
  if (calledIn(by) === 'functools.wraps' || (by.kind === 'named' && /^functools\.(?:lru_)?cache$/.test(by.name))) return value;
  const method = by.kind === 'named' ? METHODS[by.name] : undefined;
  if (method) return value.kind === 'function' ? { ...value, ...method } : undefined;
  if (by.kind === 'named' && by.name === 'contextlib.contextmanager') return value.kind === 'function' ? { ...value, manages: true } : undefined;
  const made = by.kind === 'function' ? returnedBy(by, { kind: 'call', place, callee: place, of: by, args: [value], keywords: [] }) : undefined;
  return made?.kind === 'function' ? made : undefined;
}

function calledIn(value: Value): string | undefined {
  return value.kind === 'call' ? calledName(value) : undefined;
}

/** `NAMES.append('x')` changes what NAMES holds. */
function forgetReceiver(scope: Scope, expression: ExprNode): void {
  if (expression.nodeType !== 'Call' || expression.func.nodeType !== 'Attribute') return;
  const receiver = expression.func.value;
  if (receiver.nodeType !== 'Name' || scope.lookup(receiver.id)?.kind === 'named') return;
  scope.bind(receiver.id, unknown(scope.file, expression, `${receiver.id} is changed here by a call; Phasewise does not execute migrations to read them.`));
}

function unknown(file: PythonFile, node: StmtNode | ExprNode, reason: string): UnknownValue {
  return { kind: 'unknown', place: file.placeOf(node), reason };
}

/** A name that a statement may bind, or whose list, set or dict it may change. */
interface Assigned { readonly name: string; readonly how: 'bound' | 'changed' }

/** The names that a statement may give another value. */
export function assignedIn(statement: StmtNode): readonly Assigned[] {
  switch (statement.nodeType) {
    case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef': return bound(statement.name);
    case 'Assign': return statement.targets.flatMap(bindingsIn);
    case 'AnnAssign': case 'AugAssign': return bindingsIn(statement.target);
    case 'For': case 'AsyncFor': return [...bindingsIn(statement.target), ...[...statement.body, ...statement.orelse].flatMap(assignedIn)];
    case 'While': case 'If': return [...statement.body, ...statement.orelse].flatMap(assignedIn);
    case 'With': case 'AsyncWith':
      return [...statement.items.flatMap((item) => (item.optional_vars ? bindingsIn(item.optional_vars) : [])), ...statement.body.flatMap(assignedIn)];
    case 'Try': case 'TryStar':
      return [...statement.body, ...statement.handlers.flatMap((handler) => handler.body), ...statement.orelse, ...statement.finalbody].flatMap(assignedIn);
    case 'Match': return statement.cases.flatMap((one) => one.body).flatMap(assignedIn);
    case 'Import': return statement.names.flatMap(({ name, asname }) => bound(asname ?? name.split('.')[0] ?? name));
    case 'ImportFrom': return statement.names.flatMap(({ name, asname }) => bound(asname ?? name));
    case 'Delete': return statement.targets.flatMap(bindingsIn);
    case 'Expr': return changedBy(statement.value);
    case 'Return': case 'TypeAlias': case 'Raise': case 'Assert': case 'Global': case 'Nonlocal': case 'Pass':
    case 'Break': case 'Continue': case 'Comment': return [];
  }
}

function bound(name: string): readonly Assigned[] {
  return [{ name, how: 'bound' }];
}

/** `roles[key] = …` changes what `roles` holds. */
function bindingsIn(target: ExprNode): readonly Assigned[] {
  if (target.nodeType === 'Subscript') return namesIn(target).map((name): Assigned => ({ name, how: 'changed' }));
  return namesIn(target).flatMap(bound);
}

/** `names.append('x')` binds `names` to a longer list. */
function changedBy(expression: ExprNode): readonly Assigned[] {
  if (expression.nodeType !== 'Call' || expression.func.nodeType !== 'Attribute' || !CHANGING.has(expression.func.attr)) return [];
  const receiver = expression.func.value;
  return receiver.nodeType === 'Name' || receiver.nodeType === 'Subscript' ? namesIn(receiver).map((name) => ({ name, how: 'changed' })) : [];
}

/** Methods that change the list, set or dict that they are called on. */
export const CHANGING = new Set(['append', 'extend', 'insert', 'remove', 'pop', 'clear', 'sort', 'reverse', 'add', 'discard', 'update', 'setdefault', 'popitem']);

function namesIn(target: ExprNode): readonly string[] {
  if (target.nodeType === 'Name') return [target.id];
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') return target.elts.flatMap(namesIn);
  if (target.nodeType === 'Starred' || target.nodeType === 'Subscript') return namesIn(target.value);
  return [];
}

/** The string that a docstring statement holds. */
export function docstringOf(body: readonly StmtNode[], file: PythonFile): string | undefined {
  const [first] = body;
  if (first?.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return undefined;
  return stringLiteral(file.source, file.placeOf(first.value).span)?.text;
}
