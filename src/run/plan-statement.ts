import { stopsWrites } from '../effects/conflicts.ts';
import type { Major, StatementEffects } from '../effects/effect.ts';
import { NO_EFFECTS } from '../effects/effect.ts';
import { isNever } from '../migrations/condition.ts';
import type { Statement, StatementAt } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import { placeOf } from '../text/mapped.ts';
import { callIt } from './call-it.ts';
import type { PlannedStatement } from './plan.ts';

/** One statement as it will be sent to a server of this major. What nobody knows anything about waits briefly. */
export function planStatement(at: StatementAt, statement: Statement, fact: Fact | undefined, major: Major): PlannedStatement {
  const { text } = statement.sql;
  const effects = effectsOn(major, fact);
  return {
    at,
    sql: text,
    place: placeOf(statement.sql, { start: 0, end: text.length }),
    words: callIt(text, fact?.reading),
    operations: fact?.reading.operations ?? [],
    when: statement.when,
    judgedNever: statement.when.kind !== 'always' && fact !== undefined && fact.reading.operations.length > 0 && fact.reading.operations.every(({ when }) => isNever(when)),
    effects,
    waits: nobodyWaitsBehind(effects) ? 'patient' : 'brief',
  };
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
