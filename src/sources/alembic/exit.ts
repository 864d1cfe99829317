import { evaluate } from './expression.ts';
import type { StmtNode } from './python.ts';
import type { Scope } from './scope.ts';

/** `sys.exit()` raises an error too. */
export function isExit(node: StmtNode, scope: Scope): boolean {
  if (node.nodeType !== 'Expr' || node.value.nodeType !== 'Call') return false;
  const { func } = node.value;
  if (func.nodeType !== 'Name' && (func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name')) return false;
  const callee = evaluate(func, scope);
  return callee.kind === 'named' && ['sys.exit', 'builtins.exit', 'builtins.quit'].includes(callee.name);
}
