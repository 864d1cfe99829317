import { evaluate } from './expression.ts';
import { stringLiteral } from './literal.ts';
import type { Modules } from './modules.ts';
import type { ClassDef, ExprNode, PythonFile, StmtNode } from './python.ts';
import { returnedBy } from './returned.ts';
import { Scope } from './scope.ts';
import type { ClassValue, FunctionValue, Value } from './value.ts';
import { calledName } from './value.ts';

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
  scope.bind(receiver.id, { kind: 'unknown', place: scope.file.placeOf(expression), reason: `${receiver.id} is changed here by a call; Phasewise does not execute migrations to read them.` });
}

/** The string that a docstring statement holds. */
export function docstringOf(body: readonly StmtNode[], file: PythonFile): string | undefined {
  const [first] = body;
  if (first?.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return undefined;
  return stringLiteral(file.source, file.placeOf(first.value).span)?.text;
}
