import { evaluate } from './expression.ts';
import { stringAt } from './member.ts';
import type { StmtNode } from './python.ts';
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
  const answer = isBlock(value.body) ? answered(value.body, scope) : truthOf(evaluate(value.body, scope));
  return typeof answer === 'boolean' ? answer : undefined;
}

function isBlock(body: FunctionValue['body']): body is readonly StmtNode[] {
  return Array.isArray(body);
}

/** What a block returns; "goes on" where it returns nothing; undefined where that is not known. */
function answered(body: readonly StmtNode[], scope: Scope): boolean | 'goes on' | undefined {
  for (const statement of body) {
    switch (statement.nodeType) {
      case 'Return': {
        const truth = statement.value ? truthOf(evaluate(statement.value, scope)) : false;
        return typeof truth === 'boolean' ? truth : undefined;
      }
      case 'If': {
        const truth = truthOf(evaluate(statement.test, scope));
        if (typeof truth !== 'boolean') return undefined;
        const inner = answered(truth ? statement.body : statement.orelse, scope);
        if (inner !== 'goes on') return inner;
        break;
      }
      case 'Assign':
        scope.assign(statement.targets, evaluate(statement.value, scope));
        break;
      case 'Expr': case 'Pass': case 'Comment':
        break;
      default:
        return undefined;
    }
  }
  return 'goes on';
}
