import type { FuncCall, Node } from '@pgsql/types';
import { calledName } from './called-name.ts';
import type { Invocation, Passed } from './kinds/code.ts';
import { bodyOf, walk } from './tree.ts';

/** The functions that are called below a node, in text order. */
export function invocationsIn(root: unknown): readonly Invocation[] {
  const found: Invocation[] = [];
  walk(root, { FuncCall: (call) => void found.push(invocationOf(call)) });
  return found;
}

export function invocationOf({ funcname, args }: FuncCall): Invocation {
  return { name: calledName(funcname), passes: (args ?? []).map(constantOf) };
}

function constantOf(node: Node): Passed {
  const constant = bodyOf(bodyOf(node, 'TypeCast')?.arg ?? node, 'A_Const');
  if (constant?.sval) return constant.sval.sval ?? '';
  return constant?.ival ? String(constant.ival.ival ?? 0) : null;
}
