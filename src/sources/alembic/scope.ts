import { canonicalName } from './canonical.ts';
import { evaluate } from './expression.ts';
import { stringLiteral } from './literal.ts';
import type { ExprNode, PythonFile, StmtNode } from './python.ts';
import type { UnknownValue, Value } from './value.ts';

/** The names that a piece of Python can see. The last assignment counts, as it does when Python runs. */
export class Scope {
  readonly file: PythonFile;
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | undefined;

  constructor(file: PythonFile, outer?: Scope) {
    this.file = file;
    this.#outer = outer;
  }

  lookup(name: string): Value | undefined {
    return this.#names.get(name) ?? this.#outer?.lookup(name);
  }

  bind(name: string, value: Value): void {
    this.#names.set(name, value);
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
      const from = '.'.repeat(statement.level ?? 0) + (statement.module ?? '');
      for (const { name, asname } of statement.names) this.#bindModule(asname ?? name, `${from}.${name}`, statement);
      return true;
    }
    return false;
  }

  #bindModule(name: string, path: string, at: StmtNode): void {
    const canonical = canonicalName(path);
    const foreign = canonical === path && /^(?:op|sa|pg)(?:\.|$)/.test(path);
    this.bind(name, { kind: 'named', name: foreign ? `their ${path}` : canonical, place: this.file.placeOf(at) });
  }

  /** Whatever a statement may assign is unknown from here on. */
  forget(statement: StmtNode, reason: string): void {
    for (const name of assignedIn(statement)) this.bind(name, unknown(this.file, statement, reason));
  }

  assign(targets: readonly ExprNode[], value: Value): void {
    for (const target of targets) {
      if (target.nodeType === 'Name') this.bind(target.id, value);
      else for (const name of namesIn(target)) this.bind(name, { kind: 'unknown', place: value.place, reason: `Phasewise does not follow this assignment of ${name} yet.` });
    }
  }
}

/** The names that a module's own statements bind: imports and plain constants; what it computes in blocks is unknown. */
export function moduleScope(file: PythonFile): Scope {
  const scope = new Scope(file);
  for (const statement of file.body) {
    if (scope.imports(statement)) continue;
    if (statement.nodeType === 'Assign') scope.assign(statement.targets, evaluate(statement.value, scope));
    else if (statement.nodeType === 'AnnAssign' && statement.value) scope.assign([statement.target], evaluate(statement.value, scope));
    else if (statement.nodeType === 'FunctionDef') scope.forget(statement, `Phasewise does not follow calls of ${statement.name}() yet.`);
    else if (statement.nodeType === 'Expr') forgetReceiver(scope, statement.value);
    else scope.forget(statement, 'Its value is decided while Python runs; Phasewise does not execute migrations to read them.');
  }
  return scope;
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

function assignedIn(statement: StmtNode): readonly string[] {
  switch (statement.nodeType) {
    case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef': return [statement.name];
    case 'Assign': return statement.targets.flatMap(namesIn);
    case 'AnnAssign': case 'AugAssign': return namesIn(statement.target);
    case 'For': case 'AsyncFor': return [...namesIn(statement.target), ...[...statement.body, ...statement.orelse].flatMap(assignedIn)];
    case 'While': case 'If': return [...statement.body, ...statement.orelse].flatMap(assignedIn);
    case 'With': case 'AsyncWith':
      return [...statement.items.flatMap((item) => (item.optional_vars ? namesIn(item.optional_vars) : [])), ...statement.body.flatMap(assignedIn)];
    case 'Try': case 'TryStar':
      return [...statement.body, ...statement.handlers.flatMap((handler) => handler.body), ...statement.orelse, ...statement.finalbody].flatMap(assignedIn);
    case 'Match': return statement.cases.flatMap((one) => one.body).flatMap(assignedIn);
    case 'Import': return statement.names.map(({ name, asname }) => asname ?? name.split('.')[0] ?? name);
    case 'ImportFrom': return statement.names.map(({ name, asname }) => asname ?? name);
    case 'Delete': return statement.targets.flatMap(namesIn);
    case 'Return': case 'TypeAlias': case 'Raise': case 'Assert': case 'Global': case 'Nonlocal': case 'Expr': case 'Pass':
    case 'Break': case 'Continue': case 'Comment': return [];
  }
}

function namesIn(target: ExprNode): readonly string[] {
  if (target.nodeType === 'Name') return [target.id];
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') return target.elts.flatMap(namesIn);
  if (target.nodeType === 'Starred' || target.nodeType === 'Subscript' || target.nodeType === 'Attribute') return namesIn(target.value);
  return [];
}

/** The string that a docstring statement holds. */
export function docstringOf(body: readonly StmtNode[], file: PythonFile): string | undefined {
  const [first] = body;
  if (first?.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return undefined;
  return stringLiteral(file.source, file.placeOf(first.value).span)?.text;
}
