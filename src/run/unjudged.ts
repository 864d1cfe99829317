import type { Script } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Reported } from '../rule/finding.ts';
import { placeOf } from '../text/mapped.ts';

/** What an approval of code that nobody has judged names in the place of a rule. */
export const UNREAD = 'unread';

/** Code that can be run and could not be judged, such as a DO block: it is run only where somebody has read it and consents. */
export function unjudged(facts: readonly Fact[]): readonly Reported[] {
  return facts.flatMap(withRuns).flatMap(({ at, statement, reading, treatments }) =>
    reading.operations.filter(({ kind }) => kind === 'run unknown text').map((operation): Reported => ({
      rule: UNREAD,
      level: 'error',
      message: 'What this code does to tables is not judged: read it before you let it run.',
      place: placeOf(statement.sql, operation.span),
      at,
      majors: treatments.flatMap(({ majors }) => majors),
      fingerprint: '',
      because: [],
      cure: { kind: 'none', because: 'Phasewise does not read code that runs SQL of its own.' },
    })));
}

/** Steps that nobody can read, of a script that its own tool is to run: it does so only where somebody has read it and consents. */
export function unreadSteps(script: Script): readonly Reported[] {
  return script.steps.flatMap((step, index): readonly Reported[] => {
    if (step.kind !== 'unread' || step.reach === 'nothing') return [];
    return [{
      rule: UNREAD,
      level: 'error',
      message: `${step.reason} What it does to tables is not judged: read it before you let it run.`,
      place: step.place,
      at: { script: script.id, place: step.place, step: index },
      majors: [],
      fingerprint: '',
      because: [],
      cure: { kind: 'none', because: 'Nobody can say what it does before it runs.' },
    }];
  });
}
