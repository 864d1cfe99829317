import type { ExprNode, StmtNode } from './python.ts';

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

export function namesIn(target: ExprNode): readonly string[] {
  if (target.nodeType === 'Name') return [target.id];
  if (target.nodeType === 'Tuple' || target.nodeType === 'List') return target.elts.flatMap(namesIn);
  if (target.nodeType === 'Starred' || target.nodeType === 'Subscript') return namesIn(target.value);
  return [];
}
