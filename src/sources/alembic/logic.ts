import type { Condition } from '../../migrations/condition.ts';
import type { Place } from '../../text/place.ts';
import { ENVIRONMENT } from './compare.ts';
import { oneOf } from './either.ts';
import { evaluate } from './expression.ts';
import { opposite } from './guards.ts';
import { bothSuch } from './inspector.ts';
import type { ExprNode } from './python.ts';
import type { Scope } from './scope.ts';
import { standInFor } from './stand-in.ts';
import { UNDECIDED, truthOf } from './truth.ts';
import type { SuchValue, Value } from './value.ts';

type Node<K extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: K }>;

/** `and` and `or`: what decides is taken, what follows it is not even looked at. */
export function logic(node: Node<'BoolOp'>, scope: Scope, place: Place): Value {
  const decisive = node.op.nodeType === 'Or';
  const open: Value[] = [];
  for (const operand of node.values) {
    const value = evaluate(operand, scope);
    const truth = truthOf(value);
    if (truth === decisive && open.length === 0) return value;
    if (truth === decisive) return otherwise(open, value, place);
    if (truth !== !decisive) open.push(value);
    else if (open.length === 0 && operand === node.values.at(-1)) return value;
  }
  const [first] = open;
  if (!first) return { kind: 'bool', place, value: !decisive };
  const such = decisive ? undefined : allSuch(open, place);
  if (such) return such;
  const conditions = open.map(truthOf).flatMap((truth) => (typeof truth === 'object' ? [truth] : []));
  if (conditions.length === open.length) return { kind: 'condition', place, condition: { kind: decisive ? 'any' : 'all', of: conditions } };
  if (open.some(({ kind }) => kind === 'rows')) return { kind: 'rows', place };
  const cause = open.find(({ kind }) => kind === 'unknown');
  return cause && open.length === 1 ? cause : { kind: 'unknown', place, reason: cause?.kind === 'unknown' ? cause.reason : UNDECIDED };
}

/** `fk['referred_table'] == 't' and fk['constrained_columns'] == ['a']` */
function allSuch([first, ...others]: readonly Value[], place: Place): SuchValue | undefined {
  return others.reduce<SuchValue | undefined>((all, value) => (all && value.kind === 'such' ? bothSuch(all, value, place) : undefined), first?.kind === 'such' ? first : undefined);
}

/** `x or y` where nobody knows x. Of an environment variable, y stands for what the environment will say. */
function otherwise(open: readonly Value[], value: Value, place: Place): Value {
  if (value.kind === 'bool') return { ...value, place };
  const [cause] = open;
  if (open.length === 1 && cause?.kind === 'unknown' && cause.reason === ENVIRONMENT && value.kind === 'string' && value.text.text !== '') return standInFor(value, place);
  return { kind: 'unknown', place, reason: cause?.kind === 'unknown' ? cause.reason : UNDECIDED };
}

/** `body if test else orelse` */
export function choice(node: Node<'IfExp'>, scope: Scope, place: Place): Value {
  const truth = truthOf(evaluate(node.test, scope));
  if (typeof truth === 'boolean') return evaluate(truth ? node.body : node.orelse, scope);
  const when: Condition = truth ?? { kind: 'undecidable', reason: UNDECIDED, place };
  const branches = ([[when, node.body], [opposite(when), node.orelse]] as const).map(([condition, branch]) => ({ when: condition, value: under(scope, condition, () => evaluate(branch, scope)) }));
  return oneOf(branches, place, 'This choice is made while Python runs; Phasewise does not execute migrations to read them.');
}

function under<T>(scope: Scope, condition: Condition, read: () => T): T {
  return scope.caller?.under ? scope.caller.under(condition, read) : read();
}

/** What a condition is worth as a value of Python. */
export function asBool(truth: ReturnType<typeof truthOf>, place: Place, from: Value): Value {
  if (typeof truth === 'boolean') return { kind: 'bool', place, value: truth };
  if (truth) return { kind: 'condition', place, condition: truth };
  return from.kind === 'rows' ? from : { kind: 'unknown', place, reason: from.kind === 'unknown' ? from.reason : UNDECIDED };
}
