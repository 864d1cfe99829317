import { scopeOfCall } from './bind-arguments.ts';
import { evaluate } from './expression.ts';
import type { StmtNode } from './python.ts';
import type { Scope } from './scope.ts';
import { defines, docstringOf } from './definitions.ts';
import { truthOf } from './truth.ts';
import type { CallValue, FunctionValue, Value } from './value.ts';

/** Functions that call functions are followed this far. */
const DEEPEST = 8;
let depth = 0;

/** What a function gives that does nothing but decide and return; undefined where its body does more, or Python alone decides. */
export function returnedBy(callee: FunctionValue, call: CallValue): Value | undefined {
  if (depth >= DEEPEST) return undefined;
  depth++;
  try {
    return given(callee, call);
  } finally {
    depth--;
  }
}

function given(callee: FunctionValue, call: CallValue): Value | undefined {
  const scope = scopeOfCall(callee, call, undefined);
  if ('nodeType' in callee.body) return evaluate(callee.body, scope);
  const body = docstringOf(callee.body, scope.file) === undefined ? callee.body : callee.body.slice(1);
  const end = resultOf(body, scope);
  return end === 'open' ? undefined : end ?? { kind: 'none', place: call.place };
}

/** What a block gives that decides and returns. `open`: that cannot be said; undefined: it comes to its end without giving anything. */
export function resultOf(body: readonly StmtNode[], scope: Scope, isPassedOver: (statement: StmtNode) => boolean = () => false): Value | 'open' | undefined {
  for (const statement of body) {
    const end = isPassedOver(statement) ? undefined : step(statement, scope, isPassedOver);
    if (end) return end;
  }
  return undefined;
}

function step(statement: StmtNode, scope: Scope, isPassedOver: (statement: StmtNode) => boolean): Value | 'open' | undefined {
  if (scope.imports(statement)) return undefined;
  switch (statement.nodeType) {
    case 'Pass': case 'Comment': return undefined;
    case 'FunctionDef': return defines(statement, scope) ? undefined : 'open';
    case 'Return': return statement.value ? evaluate(statement.value, scope) : { kind: 'none', place: scope.file.placeOf(statement) };
    case 'Assign':
      scope.assign(statement.targets, evaluate(statement.value, scope));
      return undefined;
    case 'If': {
      const truth = truthOf(evaluate(statement.test, scope));
      return typeof truth === 'boolean' ? resultOf(truth ? statement.body : statement.orelse, scope, isPassedOver) : 'open';
    }
    default: return 'open';
  }
}
