import type { StatementEffects } from '../effects/effect.ts';
import type { Condition, ConstraintsLike } from '../migrations/condition.ts';
import type { Script, StatementAt } from '../migrations/migration.ts';
import type { Operation } from '../operations/operation.ts';
import type { PathStep } from '../revisions/path.ts';
import type { Place, Span } from '../text/place.ts';

/** What a run will do, in order; by the way nothing is decided but the conditions of its statements. */
export interface Plan { readonly scripts: readonly PlannedScript[] }

/** One script of the path. The change of the version table goes with its last part. */
export interface PlannedScript {
  readonly step: PathStep;
  /** Undefined: a downgrade that does nothing but leave its row. */
  readonly script: Script | undefined;
  /** At least one, save where the script is delegated. */
  readonly parts: readonly ScriptPart[];
  /** The words with which the project's own tool is asked to run it, because it cannot be read whole. */
  readonly delegated?: readonly string[];
}

/** Statements that stand or fall together, or statements that PostgreSQL commits one by one. */
export type ScriptPart =
  /** `begin`: BEGIN, or what the writer said in its place, with an isolation level. */
  | { readonly kind: 'transaction'; readonly begin: string; readonly statements: readonly PlannedStatement[] }
  | { readonly kind: 'outside'; readonly statements: readonly PlannedStatement[] };

export interface PlannedStatement {
  readonly at: StatementAt;
  readonly sql: string;
  readonly place: Place;
  /** "CREATE INDEX ix ON tasks": how people call it. */
  readonly words: string;
  readonly operations: readonly Operation[];
  /** The server is asked before it is sent; it decides itself what stands in the SQL. */
  readonly when: Condition;
  /** Not by what the migrations tell; then nobody has judged what it does. */
  readonly judgedNever: boolean;
  /** On a server of the major that is there. */
  readonly effects: StatementEffects;
  /**
   * How it waits for locks. `brief`: somebody would have to wait behind it, so it asks again and again for a moment.
   * `patient`: nobody waits behind it, and giving up would throw its work away.
   */
  readonly waits: 'brief' | 'patient';
  /** The server is asked which there are, and it is sent once for each. */
  readonly each?: EachConstraint;
}

/** `names`: where in the SQL the name of the constraint stands. `judged`: what is sent for those that are foreseen; undefined: nobody knows which there will be. */
export interface EachConstraint {
  readonly like: ConstraintsLike;
  readonly names: readonly Span[];
  readonly judged: readonly PlannedStatement[] | undefined;
}

export function statementsOf({ parts }: PlannedScript): readonly PlannedStatement[] {
  return parts.flatMap(({ statements }) => statements);
}
