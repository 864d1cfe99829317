import type { MappedText } from '../text/mapped.ts';
import type { StandIn } from '../sql/stand-in.ts';
import type { Place } from '../text/place.ts';
import type { Condition, ConstraintsLike, Reach } from './condition.ts';

/** One SQL statement without its semicolon. */
export interface Statement {
  readonly kind: 'statement';
  readonly sql: MappedText;
  /** `emitted`: a builder's call made the text; the writer never typed it. */
  readonly origin: 'written' | 'emitted';
  /** Statements that one builder call emits share it. `place`: the whole call. */
  readonly call?: { readonly id: number; readonly place: Place };
  readonly when: Condition;
  /** The call itself asks for what its condition says; offline, where nobody answers, it sends the statement. */
  readonly asksFirst?: true;
  /** On the first statement of a call. */
  readonly leavesOut?: readonly LeftOut[];
  /** What it makes, such as "type mood", where its tool sends that once in a run, however many scripts of the run ask for it. */
  readonly onceInRun?: string;
  /** In a loop of unknown length. */
  readonly repeats: boolean;
  /** It is sent once for each of these constraints, whose name stands where the stand-in is. */
  readonly each?: ConstraintsLike;
  /** Placeholders that were replaced to read on: such a statement is judged and never run. */
  readonly standIns: readonly StandIn[];
}

/** What a builder's call reads as if it made, and does not. `schema`, `name`: of the type, or of the column that is no key. */
export interface LeftOut {
  readonly what: 'type' | 'primary key';
  readonly schema?: string;
  readonly name: string;
  /** The call as the reader knows it: `op.add_column`. */
  readonly by: string;
  readonly place: Place;
}

/** A place that could not be read. `reason` is one full sentence for the person who wrote it. */
export interface Unread {
  readonly kind: 'unread';
  readonly reason: string;
  readonly place: Place;
  readonly reach: Reach;
  readonly when: Condition;
  /** A problem of the file says it already. */
  readonly isProblem?: true;
  /** It is known all the same: the tool itself ends with an error there. */
  readonly stops?: true;
}

/** A declared change of the transaction inside a script, such as Alembic's `autocommit_block`. */
export interface Boundary {
  readonly kind: 'boundary';
  readonly does: 'leave transaction' | 'enter transaction';
  readonly place: Place;
}

export type Step = Statement | Unread | Boundary;

export type Direction = 'up' | 'down';
export type ScriptId = `${string}#${Direction}`;

/** The upgrade or the downgrade of a migration. `optsOut`: the writer asked for no transaction around it. */
export interface Script {
  readonly id: ScriptId;
  readonly path: string;
  readonly steps: readonly Step[];
  readonly optsOut: boolean;
  /** A hash of the code that decides what it does, where not all of it could be read. */
  readonly code?: string;
}

/** There is no way back: no downgrade at all, one that does nothing, or one that raises an error. */
export interface NoScript { readonly none: 'absent' | 'empty' | 'raises' }

export interface Migration {
  readonly revision: string;
  /** The revisions it follows; none: a base, several: a merge. */
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  /** One line for people; empty where the writer gave none. */
  readonly title: string;
  /** The writer's whole description, the title included. */
  readonly description: string;
  /** Where the revision id is said; errors of the graph point here. */
  readonly place: Place;
  /** Where it imports modules of the application, which change while a migration must not. */
  readonly application?: readonly { readonly module: string; readonly place: Place }[];
  /** Every file that was read to make it: the key of a cache. */
  readonly reads: readonly { readonly path: string; readonly hash: string }[];
  readonly upgrade: Script;
  readonly downgrade: Script | NoScript;
}

/** A statement by the number of its step in its script, from 0. */
export interface StatementAt {
  readonly script: ScriptId;
  readonly index: number;
  /** The place of the one that is meant, where a statement runs others. */
  readonly part?: Place;
}

/** A place of a script that is no statement: the file as such, a header, a function of a module. */
export interface ScriptAt {
  readonly script: ScriptId;
  readonly index?: undefined;
  readonly place: Place;
  /** The number of the step that stands there, where one does. */
  readonly step?: number;
}

export function revisionOf(script: ScriptId): string {
  return script.slice(0, script.lastIndexOf('#'));
}

export function directionOf(script: ScriptId): Direction {
  return script.endsWith('#down') ? 'down' : 'up';
}

export function isScript(script: Script | NoScript): script is Script {
  return 'id' in script;
}
