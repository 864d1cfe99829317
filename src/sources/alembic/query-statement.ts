import { isSession } from './connection.ts';
import { fromOf } from './emit/from.ts';
import type { CallValue, Value } from './value.ts';

const CONDITIONS: ReadonlySet<string> = new Set(['filter', 'filter_by', 'where']);

/**
 * `session.query(User).filter(…).delete()` as the statement that it sends, `sa.delete(User).where(…)`; undefined for anything
 * else. https://docs.sqlalchemy.org/en/20/orm/queryguide/query.html#sqlalchemy.orm.Query.delete
 */
export function statementOf(call: CallValue): CallValue | undefined {
  const verb = methodOf(call);
  const [steps, start] = stepsOf(call);
  const [model, ...others] = start?.args ?? [];
  const isOfOneTable = model !== undefined && others.length === 0 && fromOf(model)?.kind === 'table';
  if ((verb !== 'delete' && verb !== 'update') || !isOfOneTable || steps.some((step) => !CONDITIONS.has(methodOf(step)))) return undefined;
  const begun = called(call, { kind: 'named', place: call.callee, name: `sa.${verb}` }, [model]);
  const conditions = steps.flatMap((step) => [...step.args, ...step.keywords.map(({ name, value, place }) => equal({ kind: 'member', place, of: model, name }, value))]);
  const chosen = conditions.length > 0 ? called(call, { kind: 'member', place: call.callee, of: begun, name: 'where' }, conditions) : begun;
  const values = call.args[0] ?? call.keywords.find(({ name }) => name === 'values')?.value;
  if (verb === 'delete') return chosen;
  return values && called(call, { kind: 'member', place: call.callee, of: chosen, name: 'values' }, [values]);
}

/** The steps between the session's `query(…)` and the end, and the `query(…)` itself. */
function stepsOf(call: CallValue): readonly [readonly CallValue[], CallValue | undefined] {
  const before = call.of.kind === 'member' && call.of.of.kind === 'call' ? call.of.of : undefined;
  if (!before) return [[], undefined];
  if (methodOf(before) === 'query') return [[], before.of.kind === 'member' && isSession(before.of.of) ? before : undefined];
  const [steps, start] = stepsOf(before);
  return [[...steps, before], start];
}

function methodOf({ of }: CallValue): string {
  return of.kind === 'member' ? of.name : '';
}

function called({ place, callee }: CallValue, of: Value, args: readonly Value[]): CallValue {
  return { kind: 'call', place, callee, of, args, keywords: [] };
}

/** `filter_by(name='x')` */
function equal(column: Value, value: Value): Value {
  return { kind: 'operation', place: column.place, operator: '==', operands: [column, value] };
}
