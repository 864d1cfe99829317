import type { Script } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import type { Reading } from '../operations/operation.ts';
import type { Connection } from './connection.ts';
import { newSession } from './connection.ts';
import type { Session } from './session.ts';
import { stringsOf } from './strings.ts';

/**
 * The session before each step of a script, by the step's number, the one behind the last, and the one when the tool has
 * committed.
 */
export interface ScriptSessions { readonly before: readonly Session[]; readonly last: Session; readonly after: Session }

/**
 * Which statements share a transaction when a tool sends a script on a fresh connection. A statement that stands alone
 * (autocommit) has no transaction. `readings`: by step; undefined for steps that are no statements.
 * `nonTransactional`: PostgreSQL refuses the statement of this step in a transaction.
 */
export function transactionsOf(
  script: Script, readings: readonly (Reading | undefined)[], tool: Tool, nonTransactional: (step: number) => boolean,
): ScriptSessions {
  const wraps = wrapsOf(script, readings, tool, nonTransactional);
  const before: Session[] = [];
  let session = entered(newSession({ settings: tool.settings, script: script.id }), wraps);
  const strings = stringsOf(script.steps, script.optsOut ? tool.sendsAlone ?? tool.sends : tool.sends);
  script.steps.forEach((step, index) => {
    if (strings.firsts.has(index)) session = session.inString();
    before.push(session);
    if (step.kind === 'boundary') {
      session = step.does === 'leave transaction' ? session.outside() : entered(session, wraps);
    }
    session = session.after(readings[index]?.operations ?? []);
    if (strings.lasts.has(index)) session = session.afterString();
  });
  return { before, last: session, after: session.outside() };
}

/** What the tool puts its transaction around here: the writer may have asked for none, or the tool may find that none is possible. */
function wrapsOf(
  script: Script, readings: readonly (Reading | undefined)[], tool: Tool, nonTransactional: (step: number) => boolean,
): Tool['wraps'] {
  if (script.optsOut || (tool.yieldsToBegin && readings.some(begins))) return 'nothing';
  return unwrapped(script, readings, tool, nonTransactional) ? 'nothing' : tool.wraps;
}

function begins(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.operations.some((operation) => operation.kind === 'transaction' && operation.does === 'begin');
}

/** Settings count for neither side. */
function unwrapped(script: Script, readings: readonly (Reading | undefined)[], { unwraps, knows }: Tool, nonTransactional: (step: number) => boolean): boolean {
  if (unwraps === 'never') return false;
  const isKnown = (sql: string) => knows === undefined || new RegExp(`^(?:${knows})`, 'i').test(sql.replace(/\s+/g, ' '));
  const refused = script.steps.flatMap((step, index) => {
    if (step.kind === 'boundary' || isSetting(readings[index])) return [];
    return [step.kind === 'statement' && nonTransactional(index) && isKnown(step.sql.text)];
  });
  return refused.length > 0 && (unwraps === 'any' ? refused.includes(true) : !refused.includes(false));
}

function isSetting(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.operations.length > 0 && reading.operations.every(({ kind }) => kind === 'set');
}

function entered(session: Connection, wraps: Tool['wraps']): Connection {
  return wraps === 'nothing' ? session : session.begin(wraps);
}
