import type { Reach } from '../migrations/condition.ts';
import type { Script, Unread } from '../migrations/migration.ts';
import { placeOf } from '../text/mapped.ts';
import type { Place } from '../text/place.ts';
import type { Fact } from './fact.ts';
import { withRuns } from './fact.ts';
import type { Finding } from './finding.ts';
import type { ScriptSituation } from './script-situation.ts';

/** What could not be read of a script. `inCode`: of a statement whose code may change the schema. */
export interface UnreadPlace { readonly reason: string; readonly place: Place; readonly step: number; readonly inCode: boolean }

export function unreadPlaces({ script, facts }: ScriptSituation): readonly UnreadPlace[] {
  const bySource = script.steps.flatMap((step, index): readonly UnreadPlace[] => (
    step.kind === 'unread' && !step.isProblem && !surelyStops(step) ? [{ reason: step.reason, place: step.place, step: index, inCode: false }] : []));
  return [...bySource, ...onceEach(facts.flatMap(withRuns).flatMap(unreadIn))];
}

/** Where the tool itself ends a script, whatever the catalog holds. */
export function stopsIn({ steps }: Script): readonly UnreadPlace[] {
  return steps.flatMap((step, index) => (step.kind === 'unread' && surelyStops(step) ? [{ reason: step.reason, place: step.place, step: index, inCode: false }] : []));
}

function surelyStops({ stops, when }: Unread): boolean {
  return stops === true && when.kind === 'always';
}

/** Whoever allows it stands beside its step. */
export function atUnread({ script }: ScriptSituation, { reason, place, step }: UnreadPlace): Pick<Finding, 'message' | 'at' | 'because'> {
  return { message: reason, at: { script: script.id, place, step }, because: [] };
}

function unreadIn({ at, statement, reading }: Fact): readonly UnreadPlace[] {
  const found = (reason: string, place: Place, reach: Reach): UnreadPlace => ({ reason, place, step: at.index, inCode: reach !== 'nothing' && reach !== 'rows' });
  return [
    ...reading.unread.map(({ reason, place, reach }) => found(reason, place, reach)),
    ...reading.operations.flatMap((operation) => (operation.kind === 'run unknown text' ? [found(operation.reason, placeOf(statement.sql, operation.span), operation.reach)] : [])),
  ];
}

/** Code that is gone through several times says the same each time. */
function onceEach(all: readonly UnreadPlace[]): readonly UnreadPlace[] {
  return [...new Map(all.map((one) => [JSON.stringify([one.reason, one.place]), one])).values()];
}
