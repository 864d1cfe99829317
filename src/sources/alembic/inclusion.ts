import { evaluate } from './expression.ts';
import { stringAt } from './member.ts';
import type { StmtNode } from './python.ts';
import { resultOf } from './returned.ts';
import { Scope } from './scope.ts';
import { truthOf } from './truth.ts';
import type { FunctionValue, Value } from './value.ts';

/** What a comparison meets in a database or in the models. `kind`: as Alembic calls it. */
export interface Compared { readonly kind: 'schema' | 'table' | 'column' | 'index' | 'unique_constraint' | 'foreign_key_constraint'; readonly name: string }

/**
 * Does `include_object` or `include_name` of env.py take it in? Undefined: that hangs on more than its kind and name.
 */
export function takesIn(value: Value, { kind, name }: Compared): boolean | undefined {
  if (value.kind !== 'function') return undefined;
  const scope = new Scope(value.scope.file, value.scope);
  const { posonlyargs, args, vararg, kwarg, kwonlyargs } = value.parameters;
  for (const parameter of [...posonlyargs, ...args, ...kwonlyargs, ...(vararg ? [vararg] : []), ...(kwarg ? [kwarg] : [])]) {
    const { place } = value;
    scope.bind(parameter.arg, parameter.arg === 'name' ? stringAt(name, place) : parameter.arg === 'type_' ? stringAt(kind, place)
      : { kind: 'unknown', place, reason: 'Alembic gives it while it runs.' });
  }
  const result = isBlock(value.body) ? resultOf(value.body, scope, isSaidAlone) : evaluate(value.body, scope);
  const truth = result === undefined || result === 'open' ? undefined : truthOf(result);
  return typeof truth === 'boolean' ? truth : undefined;
}

function isBlock(body: FunctionValue['body']): body is readonly StmtNode[] {
  return Array.isArray(body);
}

/** Whatever it logs, that changes nothing of its answer. */
function isSaidAlone({ nodeType }: StmtNode): boolean {
  return nodeType === 'Expr';
}
