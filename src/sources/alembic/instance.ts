import { scopeOfCall } from './bind-arguments.ts';
import { evaluate } from './expression.ts';
import { inherited } from './member.ts';
import type { ExprNode, StmtNode } from './python.ts';
import type { CallValue, ClassValue, FunctionValue, Value } from './value.ts';

/** What an object of a class of the project holds under a name: a method that is bound to it, or what its `__init__` puts there. */
export function attributeOf(instance: CallValue, name: string): Value | undefined {
  if (instance.of.kind !== 'class') return undefined;
  const held = inherited(instance.of, name);
  if (held?.kind === 'class') return held;
  if (held?.kind === 'function') return bound(held, instance, instance.of);
  const init = inherited(instance.of, '__init__');
  // A data class, or a model of pydantic, holds what it is given.
  if (!init && !isSetElsewhere(instance.of, name)) return instance.keywords.find((keyword) => keyword.name === name)?.value;
  if (init?.kind !== 'function' || 'nodeType' in init.body || isSetElsewhere(instance.of, name)) return undefined;
  if (depth >= DEEPEST) return undefined;
  depth++;
  try {
    return setBy(init, init.body, instance, name);
  } finally {
    depth--;
  }
}

/** What is made of other parts of the same object is followed this far. */
const DEEPEST = 8;
let depth = 0;

/** A method knows what it is called on, unless it is static. */
function bound(method: FunctionValue, instance: Value, of: ClassValue): FunctionValue {
  switch (method.method) {
    case 'static': return method;
    case 'class': return { ...method, self: of };
    case undefined: return { ...method, self: instance };
  }
}

/** `self.name = …`, if that stands in `__init__` itself, and once. */
function setBy(init: FunctionValue, body: readonly StmtNode[], instance: CallValue, name: string): Value | undefined {
  const scope = scopeOfCall({ ...init, self: instance }, instance, undefined);
  for (const statement of body) {
    const set = statement.nodeType === 'Assign' ? statement : undefined;
    if (set?.targets.some((target) => isAttribute(target, name))) return evaluate(set.value, scope);
    if (set) scope.assign(set.targets, evaluate(set.value, scope));
    else scope.forget(statement, 'What this object holds is decided while Python runs.');
  }
  return undefined;
}

/** Does a method change it, or is it set more than once? */
function isSetElsewhere(of: ClassValue, name: string): boolean {
  const bodies = [...of.members.own].flatMap(([, value]) => (value.kind === 'function' && !('nodeType' in value.body) ? [value.body] : []));
  return bodies.flatMap((body) => attributesSetIn(body)).filter((set) => set === name).length > 1 || of.bases.some((base) => base.kind === 'class' && isSetElsewhere(base, name));
}

function attributesSetIn(body: readonly StmtNode[]): readonly string[] {
  return body.flatMap((statement): readonly string[] => {
    switch (statement.nodeType) {
      case 'Assign': return statement.targets.flatMap(nameOfAttribute);
      case 'AnnAssign': case 'AugAssign': return nameOfAttribute(statement.target);
      case 'If': case 'For': case 'While': return attributesSetIn([...statement.body, ...statement.orelse]);
      case 'With': return attributesSetIn(statement.body);
      case 'Try': return attributesSetIn([...statement.body, ...statement.handlers.flatMap((handler) => handler.body), ...statement.orelse, ...statement.finalbody]);
      default: return [];
    }
  });
}

function isAttribute(target: ExprNode, name: string): boolean {
  return nameOfAttribute(target).includes(name);
}

function nameOfAttribute(target: ExprNode): readonly string[] {
  if (target.nodeType === 'Tuple') return target.elts.flatMap(nameOfAttribute);
  return target.nodeType === 'Attribute' ? [target.attr] : [];
}
