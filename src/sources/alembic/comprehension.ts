import type { Place } from '../../text/place.ts';
import { evaluate } from './expression.ts';
import { itemsOf } from './iterate.ts';
import type { ExprNode } from './python.ts';
import { Scope } from './scope.ts';
import { truthOf } from './truth.ts';
import type { InventoryValue, Value } from './value.ts';
import { unknownIn } from './value.ts';

type Generators = Extract<ExprNode, { nodeType: 'ListComp' }>['generators'];

/** `[f(x) for x in xs if g(x)]`, item by item where `xs` is known. */
export function comprehended(element: ExprNode, generators: Generators, scope: Scope, place: Place): Value {
  const [generator, ...others] = generators;
  if (!generator) return { kind: 'list', place, items: [] };
  const over = evaluate(generator.iter, scope);
  if (over.kind === 'rows') {
    once(element, generators, { kind: 'rows', place: over.place }, scope);
    return { kind: 'rows', place };
  }
  const names = over.kind === 'inventory' && others.length === 0 && generator.ifs.length === 0 ? overInventory(element, generator.target, over, scope, place) : undefined;
  if (names) return names;

  const items = itemsOf(over);
  if (!items) {
    const reason = unknownIn(over) ?? 'How many values this gives is decided while Python runs.';
    once(element, generators, { kind: 'unknown', place: over.place, reason }, scope);
    return over.kind === 'unknown' ? over : { kind: 'unknown', place, reason };
  }
  const found: Value[] = [];
  for (const item of items) {
    const inner = new Scope(scope.file, scope);
    inner.assign([generator.target], item);
    const tests = generator.ifs.map((test) => truthOf(evaluate(test, inner)));
    if (tests.includes(false)) continue;
    if (tests.some((truth) => truth !== true)) return { kind: 'unknown', place, reason: 'Which values this gives is decided while Python runs.' };
    const value = others.length > 0 ? comprehended(element, others, inner, place) : evaluate(element, inner);
    if (others.length > 0 && value.kind !== 'list') return value;
    found.push(...(others.length > 0 && value.kind === 'list' ? value.items : [value]));
  }
  return { kind: 'list', place, items: found };
}

/** What the calls of a comprehension do that runs as often as Python alone knows. */
function once(element: ExprNode, [generator, ...others]: Generators, item: Value, scope: Scope): void {
  if (!generator) return;
  scope.caller?.repeatedly?.(() => {
    const inner = new Scope(scope.file, scope);
    inner.assign([generator.target], item);
    for (const test of generator.ifs) evaluate(test, inner);
    if (others.length > 0) comprehended(element, others, inner, item.place);
    else evaluate(element, inner);
  });
}

/** `[c['name'] for c in inspector.get_columns('t')]`, or `c['name'] == 'a' for c in …`, of which one is enough. */
function overInventory(element: ExprNode, target: ExprNode, over: InventoryValue, scope: Scope, place: Place): Value | undefined {
  if (target.nodeType !== 'Name') return undefined;
  const isName = (node: ExprNode | undefined) => (over.described
    ? node?.nodeType === 'Subscript' && node.value.nodeType === 'Name' && node.value.id === target.id && node.slice.nodeType === 'Constant' && node.slice.value === 'name'
    : node?.nodeType === 'Name' && node.id === target.id);
  if (isName(element)) return { ...over, place, described: false };
  if (over.entry && over.described) {
    const inner = new Scope(scope.file, scope);
    inner.bind(target.id, over.entry);
    const value = evaluate(element, inner);
    if (value.kind === 'such') return { kind: 'condition', place, condition: { kind: 'has constraint', like: value.entry.like } };
  }
  if (element.nodeType !== 'Compare' || element.ops.length !== 1 || element.ops[0]?.nodeType !== 'Eq') return undefined;
  const [right] = element.comparators;
  const other = isName(element.left) ? right : isName(right) ? element.left : undefined;
  const name = other && evaluate(other, scope);
  return name?.kind === 'string' ? { kind: 'condition', place, condition: { kind: 'exists', object: over.named(name.text.text) } } : undefined;
}
