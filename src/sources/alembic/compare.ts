import type { Place } from '../../text/place.ts';
import { isSuch } from './inspector.ts';
import { holdsStandIn } from './stand-in.ts';
import { negated, truthOf } from './truth.ts';
import type { Value } from './value.ts';

/** A comparison, decided where both sides are known; over SQL expressions it stays a description of itself. */
export function compared(operators: readonly string[], operands: readonly Value[], place: Place): Value {
  const parts = operators.map((operator, index) => pair(operator, operands[index], operands[index + 1], place));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  // `a == b == c` of SQLAlchemy is `a == b and b == c`, and a comparison is not true as it stands.
  if (only?.kind === 'operation' && only.operator === '==') return only;
  const truths = parts.map(truthOf);
  if (truths.includes(false)) return { kind: 'bool', place, value: false };
  if (truths.every((truth) => truth === true)) return { kind: 'bool', place, value: true };
  return { kind: 'unknown', place, reason: 'Phasewise does not compute this comparison yet.' };
}

function pair(operator: string, left: Value | undefined, right: Value | undefined, place: Place): Value {
  const unknown: Value = { kind: 'unknown', place, reason: 'Phasewise does not compute this comparison yet.' };
  if (!left || !right) return unknown;
  if ((left.kind === 'rows' && !isSql(right)) || (right.kind === 'rows' && !isSql(left))) return { kind: 'rows', place };
  const known = decided(operator, left, right, place);
  if (known) return known;
  const ofEnvironment = environmental(operator, left, right, place);
  if (ofEnvironment) return ofEnvironment;
  // Python lets the side that is SQL compare: `5 < t.c.a` is `t.c.a > 5`.
  const mirrored = !isSql(left) && left.kind !== 'unknown' && isSql(right) ? MIRRORED[operator] : undefined;
  if (mirrored !== undefined) return pair(mirrored, right, left, place);
  const word = OPERATORS[operator];
  return word === undefined ? unknownOf(left, right) ?? unknown : { kind: 'operation', place, operator: word, operands: [left, right] };
}

/** What the default of an environment variable is compared with: known where the variable is not set. */
function environmental(operator: string, left: Value, right: Value, place: Place): Value | undefined {
  const [one, other] = [left, right].map(whereUnset);
  if (one === undefined || other === undefined || (operator !== 'Eq' && operator !== 'NotEq')) return undefined;
  const does = (one === other) === (operator === 'Eq') ? 'it does' : 'it does not';
  return { kind: 'unknown', place, reason: ENVIRONMENT, whether: `${WHETHER} ${does} where the variable is not set.` };
}

function whereUnset(side: Value): string | undefined {
  if (side.kind === 'unknown') return side.unset && `s${side.unset.text.text}`;
  return side.kind === 'string' ? `s${side.text.text}` : side.kind === 'number' ? `n${side.text}` : undefined;
}

export const ENVIRONMENT = 'An environment variable decides it.';
export const WHETHER = 'An environment variable decides whether this holds;';

/** A column or an expression of SQLAlchemy: compared with a value of Python it makes a condition of SQL. */
export function isSql(value: Value): boolean {
  return value.kind === 'member' || value.kind === 'call' || value.kind === 'operation';
}

const OPERATORS: Readonly<Record<string, string>> = { Eq: '==', NotEq: '!=', Lt: '<', LtE: '<=', Gt: '>', GtE: '>=' };

const MIRRORED: Readonly<Record<string, string>> = { Eq: 'Eq', NotEq: 'NotEq', Lt: 'Gt', LtE: 'GtE', Gt: 'Lt', GtE: 'LtE' };

function unknownOf(left: Value, right: Value): Value | undefined {
  return [left, right].find(({ kind }) => kind === 'unknown');
}

function decided(operator: string, left: Value, right: Value, place: Place): Value | undefined {
  const said = (value: boolean | undefined): Value | undefined => (value === undefined ? undefined : { kind: 'bool', place, value });
  const such = left.kind === 'field' ? isSuch(left, right) : right.kind === 'field' ? isSuch(right, left) : undefined;
  switch (operator) {
    case 'Eq': return such ?? said(equal(left, right));
    case 'NotEq': return said(not(equal(left, right)));
    case 'Is': return said(same(left, right));
    case 'IsNot': return said(not(same(left, right)));
    case 'In': return contains(right, left, place);
    case 'NotIn': {
      const found = contains(right, left, place);
      if (found?.kind === 'condition') return { ...found, condition: { kind: 'not', of: found.condition } };
      return found?.kind === 'bool' ? { ...found, value: negated(found.value) === true } : undefined;
    }
    case 'Lt': case 'LtE': case 'Gt': case 'GtE': return left.kind === 'number' && right.kind === 'number' && !holdsStandIn(left) && !holdsStandIn(right) ? said(ordered(operator, Number(left.text), Number(right.text))) : undefined;
    default: return undefined;
  }
}

function ordered(operator: 'Lt' | 'LtE' | 'Gt' | 'GtE', left: number, right: number): boolean {
  switch (operator) {
    case 'Lt': return left < right;
    case 'LtE': return left <= right;
    case 'Gt': return left > right;
    case 'GtE': return left >= right;
  }
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** Undefined where a side is not a plain value, or one that only the environment knows. */
function equal(left: Value, right: Value): boolean | undefined {
  const [a, b] = [plain(left), plain(right)];
  return a === undefined || b === undefined ? undefined : a === b;
}

function plain(value: Value): string | undefined {
  if (value.kind === 'string') return holdsStandIn(value) ? undefined : `s${value.text.text}`;
  if (value.kind === 'number') return holdsStandIn(value) ? undefined : `n${Number(value.text)}`;
  if (value.kind === 'bool') return `n${Number(value.value)}`;
  return value.kind === 'none' ? 'none' : undefined;
}

/** What is there is not None, whatever it is. */
function same(left: Value, right: Value): boolean | undefined {
  const known = equal(left, right);
  if (known !== undefined) return known;
  const other = left.kind === 'none' ? right : right.kind === 'none' ? left : undefined;
  return other && ['list', 'dict', 'function', 'class', 'string', 'number', 'bool'].includes(other.kind) ? false : undefined;
}

function contains(whole: Value, part: Value, place: Place): Value | undefined {
  if (whole.kind === 'inventory' && !whole.described && part.kind === 'string') {
    return { kind: 'condition', place, condition: { kind: 'exists', object: whole.named(part.text.text) } };
  }
  if (whole.kind === 'string' && part.kind === 'string' && !holdsStandIn(whole) && !holdsStandIn(part)) return { kind: 'bool', place, value: whole.text.text.includes(part.text.text) };
  const items = whole.kind === 'list' ? whole.items : whole.kind === 'dict' ? whole.entries.map(([key]) => key) : undefined;
  if (!items) return undefined;
  const answers = items.map((item) => equal(item, part));
  if (answers.includes(true)) return { kind: 'bool', place, value: true };
  return answers.includes(undefined) ? undefined : { kind: 'bool', place, value: false };
}
