import type { RunConfig } from '../config/config.ts';
import type { Delegate } from './delegate.ts';
import type { Tell } from './events.ts';
import type { Dial, Line } from './line.ts';
import type { VersionTable } from './version-table.ts';

/** What all scripts of one run share. */
export interface Crew {
  /** Holds the run's lock, looks who stands in the way, and cancels. */
  readonly watch: Line;
  /** Runs the scripts. */
  readonly work: Line;
  readonly dial: Dial;
  readonly serverMajor: number;
  readonly config: Pick<RunConfig, 'lockTimeout' | 'giveUpAfter'>;
  readonly signal: AbortSignal;
  readonly tell: Tell;
  /** Undefined: nothing is delegated. */
  readonly delegate: Delegate | undefined;
  /** The version table; where it is missing the first change of rows makes it. */
  table: VersionTable;
}
