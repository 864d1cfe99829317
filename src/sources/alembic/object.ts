import { isConnection, isSession } from './connection.ts';
import type { Value } from './value.ts';
import { fromRows, methodCall } from './value.ts';

/** What `with … as x` binds: a connection's transaction and a session stand for themselves. */
export function entered(context: Value): Value {
  const begun = methodCall(context, 'begin') ?? methodCall(context, 'connect');
  return begun ? begun.receiver : context;
}

/** An object that a query gave, or nobody knows which. */
export function isRow(value: Value): boolean {
  return value.kind === 'unknown' || fromRows(value) || (value.kind === 'either' && value.of.some((one) => isRow(one.value))) || (value.kind === 'call' && value.of.kind === 'member');
}

/** A column, a table, an object of the project: what it was made with says what it is. */
export function isDescription(value: Value): boolean {
  return value.kind === 'class' || value.kind === 'table' || (value.kind === 'call' && !isSession(value) && !isConnection(value));
}
