import type { Catalog } from '../catalog/catalog.ts';
import type { HeldLock, Major, StatementEffects } from '../effects/effect.ts';
import type { Statement, StatementAt } from '../migrations/migration.ts';
import type { Reading } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';

/** What is known of one statement for the majors that treat it alike. */
export interface Treatment {
  readonly majors: readonly Major[];
  readonly effects: StatementEffects;
  /** Locks that earlier statements of the same transaction took. */
  readonly held: readonly HeldLock[];
}

/** One statement in its place: what it asks for, what was there before, and what PostgreSQL will do. */
export interface Fact {
  readonly at: StatementAt;
  readonly statement: Statement;
  readonly reading: Reading;
  readonly before: Catalog;
  readonly session: Session;
  readonly treatments: readonly Treatment[];
  /** The statements that it runs, in order, where it runs code. */
  readonly runs: readonly Fact[];
  /** What it stands in, if code runs it: "a DO block", "function add_column". */
  readonly inside?: string;
}

/** A statement and those that it runs. */
export function withRuns(fact: Fact): readonly Fact[] {
  return [fact, ...fact.runs];
}
