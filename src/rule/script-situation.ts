import type { Catalog } from '../catalog/catalog.ts';
import type { Difference } from '../catalog/difference.ts';
import type { Major } from '../effects/effect.ts';
import type { Direction, Migration, Script, ScriptAt, StatementAt } from '../migrations/migration.ts';
import { directionOf } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import type { Kind, OperationOf } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';
import type { Span } from '../text/place.ts';
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

/** An operation as it is written, of which nobody has asked what it does. */
export interface Written<K extends Kind> { readonly operation: OperationOf<K>; readonly at: StatementAt }

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
  #all: readonly Placed<Kind>[] | undefined;
  #byKind: Map<Kind, Placed<Kind>[]> | undefined;

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
    return this.#telling.operations().flatMap(({ operation, at }) => (isOf(operation, kinds) ? [{ operation, at }] : []));
  }

  /** Every operation of these kinds, those that code runs among them, in order. */
  each<const K extends Kind>(...kinds: readonly K[]): readonly Placed<K>[] {
    const [only, ...more] = kinds;
    const some = only !== undefined && more.length === 0 ? this.#ofKind(only) : this.all();
    return some.flatMap(({ operation, here }) => (isOf(operation, kinds) ? [{ operation, here }] : []));
  }

  /** Every operation, those that code runs among them, in order. */
  all(): readonly Placed<Kind>[] {
    return this.#all ??= this.#place();
  }

  #ofKind(kind: Kind): readonly Placed<Kind>[] {
    if (!this.#byKind) {
      this.#byKind = new Map();
      for (const placed of this.all()) {
        const list = this.#byKind.get(placed.operation.kind);
        if (list) list.push(placed);
        else this.#byKind.set(placed.operation.kind, [placed]);
      }
    }
    return this.#byKind.get(kind) ?? [];
  }

  #place(): readonly Placed<Kind>[] {
    return this.facts.flatMap(withRuns).flatMap((fact) => {
      const treatment = this.treatment(fact);
      return treatment ? fact.reading.operations.map((operation, index) => ({ operation, here: new Situation(fact, treatment, index, this.#judgement) })) : [];
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

function isOf<K extends Kind>(operation: OperationOf<Kind>, kinds: readonly K[]): operation is OperationOf<K> {
  return kinds.some((kind) => kind === operation.kind);
}
