import type { Catalog } from '../catalog/catalog.ts';
import type { Difference } from '../catalog/difference.ts';
import type { Major } from '../effects/effect.ts';
import type { Direction, Migration, Script, ScriptAt, StatementAt } from '../migrations/migration.ts';
import { directionOf } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import type { Kind, OperationOf } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';
import type { Span } from '../text/place.ts';
import type { Written } from './by-kind.ts';
import { ByKind } from './by-kind.ts';
import type { Fact, Treatment } from './fact.ts';
import { withRuns } from './fact.ts';
import type { Judgement } from './situation.ts';
import { Situation } from './situation.ts';

/** A script, the facts of its statements, and what is there when it has run. */
export interface ToldScript {
  readonly script: Script;
  readonly migration: Migration;
  readonly facts: readonly Fact[];
  /** The session behind the last statement, before the tool or the end of the connection changes anything. */
  readonly session: Session;
  readonly after: Catalog;
}

/** An operation of a script in its place. */
export interface Placed<K extends Kind> { readonly operation: OperationOf<K>; readonly here: Situation }
type Located = Placed<Kind> & Written<Kind>;

/** How a script is told: as a whole when somebody asks, its operations alone where that is enough. */
export interface Telling {
  readonly script: Script;
  told(): ToldScript;
  operations(): readonly Written<Kind>[];
}

/** What a rule may ask about a script as a whole, for majors that treat all its statements alike. */
export class ScriptSituation {
  readonly #telling: Telling;
  readonly #judgement: Judgement;
  readonly majors: readonly Major[];
  /** Every rule that looks at scripts asks for them. */
  #placed: readonly Located[] | undefined;
  #byKind: ByKind<Located> | undefined;
  #written: ByKind<Written<Kind>> | undefined;

  constructor(telling: Telling, majors: readonly Major[], judgement: Judgement) {
    this.#telling = telling;
    this.majors = majors;
    this.#judgement = judgement;
  }

  get script(): Script { return this.#telling.script; }
  get direction(): Direction { return directionOf(this.script.id); }
  get migration(): Migration { return this.#telling.told().migration; }
  /** The statements that were written, in order; code is in one of them. */
  get facts(): readonly Fact[] { return this.#telling.told().facts; }
  get tool(): Tool { return this.#judgement.tool; }
  get lowest(): Major { return this.#judgement.lowest; }
  /** The session behind the last statement. */
  get session(): Session { return this.#telling.told().session; }
  /** What exists when it has run. */
  get after(): Catalog { return this.#telling.told().after; }

  /**
   * The operations of these kinds as they are written, without those that code runs. Costs a reading only, where `each`
   * tells what is there before each statement and what PostgreSQL will do.
   */
  written<const K extends Kind>(...kinds: readonly K[]): readonly Written<K>[] {
    return this.#operations.of(...kinds);
  }

  /** Those of one statement. */
  writtenIn<const K extends Kind>(at: StatementAt, ...kinds: readonly K[]): readonly Written<K>[] {
    return this.#operations.in(at, ...kinds);
  }

  get #operations(): ByKind<Written<Kind>> {
    return this.#written ??= new ByKind(this.#telling.operations());
  }

  /** Every operation of these kinds, those that code runs among them, in order. */
  each<const K extends Kind>(...kinds: readonly K[]): readonly Placed<K>[] {
    this.#byKind ??= new ByKind(this.#located());
    return this.#byKind.of(...kinds);
  }

  /** Every operation, those that code runs among them, in order. */
  all(): readonly Placed<Kind>[] {
    return this.#located();
  }

  #located(): readonly Located[] {
    return this.#placed ??= this.facts.flatMap(withRuns).flatMap((fact) => {
      const treatment = this.treatment(fact);
      return treatment ? fact.reading.operations.map((operation, index) => ({ operation, at: fact.at, here: new Situation(fact, treatment, index, this.#judgement) })) : [];
    });
  }

  /** What these majors do with a statement. */
  treatment({ treatments }: Fact): Treatment | undefined {
    return treatments.find(({ majors }) => this.majors.some((major) => majors.includes(major)));
  }

  /** In what the schema differs when this upgrade and its downgrade have run. */
  get notRestored(): readonly Difference[] { return this.#judgement.notRestored(this.migration.revision); }

  /** A place of the script's own file, for what no statement says. */
  placeIn(span: Span): ScriptAt {
    return { script: this.script.id, place: { path: this.script.path, span } };
  }

  lineOf(at: Fact['at']): number { return this.#judgement.lineOf(at); }
}
