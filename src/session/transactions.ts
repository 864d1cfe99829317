import type { Script } from '../migrations/migration.ts';
import type { Envelope, Tool } from '../migrations/tool.ts';
import type { Reading } from '../operations/operation.ts';
import type { Connection } from './connection.ts';
import { newSession } from './connection.ts';
import type { Session } from './session.ts';

/** The session before each step of a script, by the step's number, and the one after the last, when the tool has committed. */
export interface ScriptSessions { readonly before: readonly Session[]; readonly after: Session }

/**
 * Which statements share a transaction when a tool sends a script on a fresh connection. A statement that stands alone
 * (autocommit) has no transaction. `readings`: by step; undefined for steps that are no statements.
 * `nonTransactional`: PostgreSQL refuses the statement of this step in a transaction.
 */
export function transactionsOf(
  script: Script, readings: readonly (Reading | undefined)[], tool: Tool, nonTransactional: (step: number) => boolean,
): ScriptSessions {
  const envelope = envelopeOf(script, readings, tool, nonTransactional);
  const before: Session[] = [];
  let session = entered(newSession({ settings: tool.settings, script: script.id }), envelope);
  const strings = tool.splitsNonTransactional ? NO_STRINGS : stringsOf(script);
  script.steps.forEach((step, index) => {
    if (strings.firsts.has(index)) session = session.inString();
    before.push(session);
    if (step.kind === 'boundary') {
      session = step.does === 'leave transaction' ? session.outside() : entered(session, envelope);
    }
    session = session.after(readings[index]?.operations ?? []);
    if (strings.lasts.has(index)) session = session.afterString();
  });
  return { before, after: session.outside() };
}

/** Steps at which a text of several statements begins and ends: one call sends it as it is. A tool that reads statements sends each by itself. */
interface Strings { readonly firsts: ReadonlySet<number>; readonly lasts: ReadonlySet<number> }

const NO_STRINGS: Strings = { firsts: new Set(), lasts: new Set() };

function stringsOf({ steps }: Script): Strings {
  const textOf = (index: number) => {
    const step = steps[index];
    return step?.kind === 'statement' && step.origin === 'written' ? step.call?.id : undefined;
  };
  const shared = (index: number, other: number) => textOf(index) !== undefined && textOf(index) === textOf(other);
  const all = [...steps.keys()];
  return {
    firsts: new Set(all.filter((index) => !shared(index, index - 1) && shared(index, index + 1))),
    lasts: new Set(all.filter((index) => shared(index, index - 1) && !shared(index, index + 1))),
  };
}

/** How the tool wraps this script: the writer may have asked for no transaction, or the tool may find that none is possible. */
export function envelopeOf(
  script: Script, readings: readonly (Reading | undefined)[], tool: Tool, nonTransactional: (step: number) => boolean,
): Envelope {
  if (script.optsOut) return 'statement';
  return tool.splitsNonTransactional && needsNone(script, readings, nonTransactional) ? 'statement' : tool.envelope;
}

/** Only non-transactional statements, and at least one; settings count for neither side. */
function needsNone(script: Script, readings: readonly (Reading | undefined)[], nonTransactional: (step: number) => boolean): boolean {
  const sides = script.steps.flatMap((step, index) => {
    if (step.kind === 'boundary' || isSetting(readings[index])) return [];
    return [step.kind === 'statement' && nonTransactional(index)];
  });
  return sides.length > 0 && sides.every((refused) => refused);
}

function isSetting(reading: Reading | undefined): boolean {
  return reading !== undefined && reading.operations.length > 0 && reading.operations.every(({ kind }) => kind === 'set');
}

function entered(session: Connection, envelope: Envelope): Connection {
  return envelope === 'statement' ? session : session.begin(envelope);
}
