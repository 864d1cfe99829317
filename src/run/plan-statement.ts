import { stopsWrites } from '../effects/conflicts.ts';
import type { Major, StatementEffects } from '../effects/effect.ts';
import { NO_EFFECTS } from '../effects/effect.ts';
import type { ConstraintsLike } from '../migrations/condition.ts';
import { isNever } from '../migrations/condition.ts';
import type { Statement, StatementAt } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import { quoteQualified } from '../sql/quote.ts';
import { placeOf } from '../text/mapped.ts';
import { callIt } from './call-it.ts';
import type { EachConstraint, PlannedStatement } from './plan.ts';

/** One statement as it will be sent to a server of this major. What nobody knows anything about waits briefly. */
export function planStatement(at: StatementAt, statement: Statement, fact: Fact | undefined, major: Major): PlannedStatement {
  const { text } = statement.sql;
  const each = statement.standIns.length > 0 ? statement.each : undefined;
  const effects = effectsOn(major, fact);
  return {
    at,
    sql: text,
    place: placeOf(statement.sql, { start: 0, end: text.length }),
    words: each ? `a statement for each ${each.type} of ${quoteQualified(each.table)}` : callIt(text, fact?.reading),
    operations: fact?.reading.operations ?? [],
    when: statement.when,
    judgedNever: statement.when.kind !== 'always' && fact !== undefined && fact.reading.operations.length > 0 && fact.reading.operations.every(({ when }) => isNever(when)),
    effects,
    waits: nobodyWaitsBehind(effects) ? 'patient' : 'brief',
    ...(each && { each: eachOf(each, statement, fact, major) }),
  };
}

/** What the history has foreseen stands in the fact with its names filled in. */
function eachOf(like: ConstraintsLike, { standIns }: Statement, fact: Fact | undefined, major: Major): EachConstraint {
  const isForeseen = fact?.runs.every(({ reading }) => reading.operations.every(({ kind }) => kind !== 'run unknown text')) ?? false;
  return { like, names: standIns, judged: isForeseen ? fact?.runs.map((run) => planStatement(run.at, run.statement, run, major)) : undefined };
}

const UNKNOWN: StatementEffects = { ...NO_EFFECTS, unknown: [0] };

function effectsOn(major: Major, fact: Fact | undefined): StatementEffects {
  const treatment = fact?.treatments.find(({ majors }) => majors.includes(major)) ?? fact?.treatments.at(-1);
  return treatment?.effects ?? UNKNOWN;
}

/** Its locks let reads and writes pass, also while it stands in the queue for them. */
function nobodyWaitsBehind({ locks, unknown }: StatementEffects): boolean {
  return unknown.length === 0 && !locks.some(({ mode, role }) => role !== 'index' && stopsWrites(mode));
}
