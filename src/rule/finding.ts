import type { Effect, Major } from '../effects/effect.ts';
import type { Cure } from '../migrations/cure.ts';
import type { ScriptAt, StatementAt } from '../migrations/migration.ts';
import type { Place, Span } from '../text/place.ts';

/** What a rule says of one place. The rest (name, level, place in the file) is known without it. */
export interface Finding {
  /** Who waits, for what, until when, or what breaks: one or two sentences. */
  readonly message: string;
  readonly at: StatementAt | ScriptAt;
  /** In the statement's SQL; the operation's own words where it is left out. */
  readonly span?: Span | undefined;
  readonly related?: readonly StatementAt[];
  /** The effects that it speaks of: of two findings over one effect, one is kept. */
  readonly because: readonly Effect[];
  readonly cure: Cure;
  /** What is known to hurt nobody any more is noted only, whatever the level of the rule. */
  readonly atMost?: 'note';
}

export type Level = 'error' | 'warning' | 'note';

/** A finding as people and machines get it. */
export interface Reported {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly place: Place;
  readonly at: StatementAt | ScriptAt;
  /** The majors of the project for which it holds. */
  readonly majors: readonly Major[];
  /** The same as long as rule, statement and occurrence are, wherever the statement moves in its file. */
  readonly fingerprint: string;
  /** The effects that it speaks of. */
  readonly because: readonly Effect[];
  readonly cure: Cure;
}
