import type { Condition } from '../../migrations/condition.ts';
import type { Boundary, Step, Unread } from '../../migrations/migration.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import { placeholdersIn } from '../../sql/placeholder.ts';
import { fitted } from '../fitted.ts';
import type { OnceInRun } from './emit/sql.ts';
import type { Sent } from './perform.ts';
import { standInsOf } from './stand-in.ts';

/** What a script sends, as it is followed: each step shown at the place in the revision's own file that caused it. */
export class Transcript {
  readonly steps: Step[] = [];
  readonly #path: string;
  /** The calls of functions that are being followed, outermost first. */
  readonly #followed: readonly Place[];
  /** How many calls have sent something so far, or could not be read. */
  sent = 0;
  /** The same as long as nothing is sent. Undefined where something waits, which runs before what is sent next. */
  get state(): number | undefined {
    return this.#waiting && this.#waiting.length > 0 ? undefined : this.sent;
  }

  /** Inside a batch its operations wait for the end of the block. */
  #waiting: Step[] | undefined;
  /** The gaps that are among the steps; a loop meets the same one again and again. */
  readonly #told = new Set<string>();

  constructor(path: string, followed: readonly Place[]) {
    this.#path = path;
    this.#followed = followed;
  }

  send(from: Place, { statements, origin, waits, apart, leavesOut = [], each, when: own }: Sent, when: Condition, repeats: boolean): void {
    if (apart === true) this.boundary('leave transaction', from);
    const id = this.sent++;
    const into = (waits ? this.#waiting : undefined) ?? this.steps;
    const place = this.shown(from);
    into.push(...statements.map((text, at): Step => {
      const sql = this.#shownText(text, place);
      const known = standInsOf(sql);
      // What SQLAlchemy itself fills in is filled in already.
      const placeholders = origin === 'written' && known.length === 0 ? placeholdersIn(sql.text) : [];
      const found = placeholders.length > 0 ? fitted(sql, placeholders, [], when) : { kind: 'filled' as const, sql, standIns: known };
      return found.kind === 'unread' ? found : { kind: 'statement', sql: found.sql, origin, call: { id, place }, when, repeats, standIns: found.standIns, ...(each && { each: each.like }), ...(when === own && when.kind !== 'always' && { asksFirst: true }), ...(isOnceInRun(text) && { onceInRun: text.onceInRun }), ...(at === 0 && leavesOut.length > 0 && { leavesOut }) };
    }));
    if (apart === true) this.boundary('enter transaction', from);
  }

  boundary(does: Boundary['does'], place: Place): void {
    this.steps.push({ kind: 'boundary', does, place: this.shown(place) });
  }

  unread(found: Omit<Unread, 'kind'>): void {
    const gap: Unread = { kind: 'unread', ...found, place: this.shown(found.place) };
    const key = JSON.stringify(gap);
    this.sent++;
    if (!this.#told.has(key)) this.steps.push(gap);
    this.#told.add(key);
  }

  /** What is sent inside and can wait comes at the end of the block. */
  batched<T>(inside: () => T): T {
    const outer = this.#waiting;
    const waiting: Step[] = [];
    this.#waiting = waiting;
    const result = inside();
    this.#waiting = outer;
    this.steps.push(...waiting);
    return result;
  }

  /** What another module of the project does is shown where the revision calls it. */
  shown(place: Place): Place {
    return place.path === this.#path ? place : this.#followed.find(({ path }) => path === this.#path) ?? place;
  }

  #shownText(sql: MappedText, place: Place): MappedText {
    if (sql.pieces.every(({ from }) => from.path === this.#path)) return sql;
    return { ...sql, pieces: sql.pieces.map((piece) => (piece.from.path === this.#path ? piece : { ...piece, from: { ...piece.from, ...place }, exact: false })) };
  }
}

function isOnceInRun(text: MappedText): text is OnceInRun {
  return 'onceInRun' in text;
}
