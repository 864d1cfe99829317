import type { StmtNode } from './python.ts';
import type { Value } from './value.ts';
import { fromRows, unknownIn } from './value.ts';

/** What each round of a loop is about, where nobody knows which rounds there are. */
export function itemOf(over: Value): Value {
  if (fromRows(over)) return { kind: 'rows', place: over.place };
  if (over.kind === 'inventory') return { kind: 'unknown', place: over.place, reason: 'What the database holds decides this, and Phasewise does not ask it to read migrations.' };
  return { kind: 'unknown', place: over.place, reason: unknownIn(over) ?? 'Which values this loop goes through is decided while Python runs.' };
}

/** Does a statement end the loop that it stands in? */
export function mayEnd(statement: StmtNode): boolean {
  switch (statement.nodeType) {
    case 'Break': case 'Return': return true;
    case 'If': case 'For': case 'AsyncFor': case 'While': return [...statement.body, ...statement.orelse].some(mayEnd);
    case 'With': case 'AsyncWith': return statement.body.some(mayEnd);
    case 'Try': case 'TryStar': return [...statement.body, ...statement.handlers.flatMap((handler) => handler.body), ...statement.orelse, ...statement.finalbody].some(mayEnd);
    default: return false;
  }
}
