import type { Birth } from '../catalog/object.ts';
import type { Run, Unfolded } from '../catalog/unfold.ts';
import type { Told } from '../effects/add-up.ts';
import { effectsOfOneOn } from '../effects/effects.ts';
import type { HeldLock, Lock, Major } from '../effects/effect.ts';
import { carry } from '../effects/held.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Statement, StatementAt } from '../migrations/migration.ts';
import { describe } from '../operations/describe.ts';
import type { Operation } from '../operations/operation.ts';
import type { Fact } from '../rule/fact.ts';
import { placedIn, placeOf } from '../text/mapped.ts';
import { treatmentsOf } from './treatments.ts';

/** The statement that runs code, and what was held before it. */
export interface Running {
  readonly at: StatementAt;
  readonly by: Birth;
  readonly statement: Statement;
  readonly majors: readonly Major[];
  readonly held: ReadonlyMap<Major, readonly HeldLock[]>;
}

/** What is known of the statements that code runs, what they do on each major, and what is held behind the last. */
export interface ToldCode {
  readonly facts: readonly Fact[];
  readonly told: ReadonlyMap<Major, readonly Told[]>;
  readonly held: ReadonlyMap<Major, readonly HeldLock[]>;
}

export function tellCode({ runs }: Unfolded, running: Running): ToldCode {
  const held = new Map(running.held);
  const told = new Map(running.majors.map((major): [Major, Told[]] => [major, []]));
  const facts = runs.map((run, index): Fact => {
    const statement = statementOf(run, running.statement);
    const at = { ...running.at, part: placeOf(statement.sql, { start: 0, end: statement.sql.text.length }) };
    const own = effectsOfOneOn(running.majors, run.operations, run.before, run.session);
    const treatments = treatmentsOf(running.majors, own, held);
    const ran = { at, wentBack: false, by: (lock: Lock) => causeOf(lock, run.operations), before: run.session, after: runs[index + 1]?.session ?? run.session };
    for (const { majors, effects, held: earlier } of treatments) {
      const carried = carry(earlier, effects, ran);
      for (const major of majors) {
        held.set(major, carried);
        told.get(major)?.push({ run, effects });
      }
    }
    const reading = { operations: run.operations, unread: [] };
    return { at, statement, reading, before: run.before, session: run.session, treatments, runs: [], ...(run.inside !== '' && { inside: run.inside }) };
  });
  return { facts, told, held };
}

function statementOf({ sql, repeats }: Run, outer: Statement): Statement {
  return { kind: 'statement', sql: placedIn(outer.sql, sql), origin: outer.origin, when: ALWAYS, repeats, standIns: [], ...(outer.each && { each: outer.each }) };
}

/** The words for what took a lock: its first cause. */
export function causeOf(lock: Lock, operations: readonly Operation[]): string {
  const [first] = lock.because;
  const operation = first === undefined ? undefined : operations[first];
  return operation ? describe(operation) : 'a statement';
}
