import type { Catalog } from '../catalog/catalog.ts';
import type { ScriptCatalogs } from '../catalog/history.ts';
import { guarded, replay } from '../catalog/history.ts';
import { emptyCatalog } from '../catalog/replayed.ts';
import { runsCode, unfold } from '../catalog/unfold.ts';
import { addUp } from '../effects/add-up.ts';
import { NOTHING_EMPTIED, emptiedAfter, whereEmpty } from '../effects/emptied.ts';
import { effectsOfOneOn, refusedInTransaction } from '../effects/effects.ts';
import type { HeldLock, Lock, Major } from '../effects/effect.ts';
import { NO_EFFECTS } from '../effects/effect.ts';
import { carry, NOTHING_HELD } from '../effects/held.ts';
import type { ConstraintsLike } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Migration, Script, ScriptId, Statement } from '../migrations/migration.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import type { Reading } from '../operations/operation.ts';
import { readStatement } from '../operations/read.ts';
import type { Fact } from '../rule/fact.ts';
import type { ToldScript } from '../rule/script-situation.ts';
import type { ScriptSessions } from '../session/transactions.ts';
import { transactionsOf } from '../session/transactions.ts';
import { written } from '../text/mapped.ts';
import { treatmentsOf } from './treatments.ts';
import { Chain } from './chain.ts';
import type { Project } from './project.ts';
import { migrationOf, scriptOf } from './project.ts';
import { heldBy } from './start.ts';
import { causeOf, tellCode } from './tell-code.ts';

/** The history of a project told statement by statement: what is there before each, and what PostgreSQL will do. */
export class History {
  readonly #project: Project;
  /** Readings depend on nothing but the statement; histories of the same statements share them. */
  readonly readings: WeakMap<Statement, Reading>;
  readonly #told = new Map<ScriptId, ToldScript | undefined>();
  readonly #sessionsOf = new WeakMap<Script, ScriptSessions>();
  readonly #catalogsOf = new WeakMap<Script, { readonly start: Catalog; readonly catalogs: ScriptCatalogs }>();
  readonly #chain: Chain | undefined;
  /** What the migrations alone make, where the start holds some of them already. */
  readonly #replayed: Chain | undefined;
  readonly #held: ReadonlySet<string>;

  constructor(project: Project, readings = new WeakMap<Statement, Reading>()) {
    this.#project = project;
    this.readings = readings;
    const { graph, start } = project;
    const upgrade = (catalog: Catalog, revision: string) => this.#upgraded(catalog, revision);
    this.#held = graph && start ? heldBy(start, graph) : new Set();
    this.#chain = graph && new Chain(graph, start?.catalog ?? emptyCatalog(), upgrade, this.#held);
    this.#replayed = this.#held.size > 0 ? graph && new Chain(graph, emptyCatalog(), upgrade) : this.#chain;
  }

  /**
   * Before an upgrade: after all its ancestors. Before a downgrade: after its own upgrade. What stood before a revision
   * that the start holds already, only the migrations can tell.
   */
  before(id: ScriptId): Catalog {
    const revision = revisionOf(id);
    const { start } = this.#project;
    const isUp = directionOf(id) === 'up';
    if (!isUp && start?.at.length === 1 && start.at[0] === revision) return start.catalog;
    const chain = this.#held.has(revision) ? this.#replayed : this.#chain;
    if (!chain) return emptyCatalog();
    return isUp ? chain.before(revision) : chain.after(revision);
  }

  /** What the migrations alone make of an empty database, up to these revisions. */
  replayed(revisions: readonly string[]): Catalog {
    return this.#replayed?.afterAll(revisions) ?? emptyCatalog();
  }

  /** The facts of each statement of a script, in order; none where there is no such script. */
  facts(id: ScriptId): readonly Fact[] {
    return this.told(id)?.facts ?? [];
  }

  /** A script with its facts and what is there when it has run; undefined where there is no such script. */
  told(id: ScriptId): ToldScript | undefined {
    if (this.#told.has(id)) return this.#told.get(id);
    const script = scriptOf(this.#project, id);
    const migration = migrationOf(this.#project, id);
    const made = script && migration && this.#tell(script, migration);
    this.#told.set(id, made);
    return made;
  }

  /** What exists when all upgrades have run. */
  get end(): Catalog {
    return this.#chain?.afterAll(this.#project.graph?.heads ?? []) ?? emptyCatalog();
  }

  /** What exists when these and all that comes before them have run. */
  after(revisions: readonly string[]): Catalog {
    return this.#chain?.afterAll(revisions) ?? emptyCatalog();
  }

  reading(statement: Statement): Reading {
    const read = this.#read(statement);
    return statement.when.kind === 'always' ? read : { ...read, operations: guarded(read.operations, statement.when) };
  }

  /** Without the condition under which it runs. */
  #read(statement: Statement): Reading {
    const held = this.readings.get(statement) ?? (statement.each ? readEach(statement, statement.each) : readStatement(statement.sql.text));
    this.readings.set(statement, held);
    return held;
  }

  #upgraded(catalog: Catalog, revision: string): Catalog {
    const script = scriptOf(this.#project, `${revision}#up`);
    return script ? this.#catalogs(script, catalog).after : catalog;
  }

  #tell(script: Script, migration: Migration): ToldScript {
    const sessions = this.#sessions(script);
    const { before, readings, after: result } = this.#catalogs(script, this.before(script.id));
    const held = new Map<Major, readonly HeldLock[]>();
    let heldIn: string | undefined;
    let emptied = NOTHING_EMPTIED;
    const facts: Fact[] = [];

    script.steps.forEach((step, index) => {
      const [catalog, told, session] = [before[index], readings[index], sessions.before[index]];
      if (step.kind === 'unread') emptied = NOTHING_EMPTIED;
      if (step.kind !== 'statement' || !catalog || !told || !session) return;
      const reading = told.error ? this.reading(step) : told;
      const at = { script: script.id, index };
      if (session.transaction?.id !== heldIn || heldIn === undefined) {
        held.clear();
        emptied = NOTHING_EMPTIED;
      }
      heldIn = session.transaction?.id;
      const by = { script: script.id, statement: index, transaction: heldIn };
      const unfolded = runsCode(reading.operations, catalog) ? unfold(reading.operations, catalog, session, by) : undefined;
      const code = unfolded && tellCode(unfolded, { at, by, statement: step, majors: this.#project.majors, held });
      const { majors } = this.#project;
      const own = effectsOfOneOn(majors, reading.operations, catalog, session).map((effects) => whereEmpty(effects, emptied));
      const whole = unfolded && code ? majors.flatMap((major, at) => (own[at] ? [addUp(own[at], code.told.get(major) ?? [], unfolded, by)] : [])) : own;
      const treatments = treatmentsOf(majors, whole, held);
      facts.push({ at, statement: step, reading, before: catalog, session, treatments, runs: code?.facts ?? [] });

      emptied = emptiedAfter(emptied, reading.operations, treatments[0]?.effects ?? NO_EFFECTS);
      const after = sessions.before[index + 1] ?? session;
      if (code) {
        for (const [major, locks] of code.held) held.set(major, after.transaction && after.transaction.id === heldIn ? locks : NOTHING_HELD);
        return;
      }
      const wentBack = reading.operations.some((operation) => operation.kind === 'transaction' && operation.does === 'rollback to');
      const ran = { at, wentBack, by: (lock: Lock) => causeOf(lock, reading.operations), before: session, after };
      for (const { majors, effects, held: earlier } of treatments) {
        const carried = carry(earlier, effects, ran);
        for (const major of majors) held.set(major, carried);
      }
    });
    return { script, migration, facts, session: sessions.last, after: result };
  }

  #readingsOf(script: Script): readonly (Reading | undefined)[] {
    return script.steps.map((step) => (step.kind === 'statement' ? this.reading(step) : undefined));
  }

  #sessions(script: Script): ScriptSessions {
    const held = this.#sessionsOf.get(script);
    if (held) return held;
    const readings = this.#readingsOf(script);
    const made = transactionsOf(script, readings, this.#project.tool, (index) => refusedInTransaction(readings[index]?.operations ?? []));
    this.#sessionsOf.set(script, made);
    return made;
  }

  /** A script is told on the catalog before it, and the next one on what it leaves behind: mostly the same once. */
  #catalogs(script: Script, start: Catalog): ScriptCatalogs {
    const held = this.#catalogsOf.get(script);
    if (held?.start === start) return held.catalogs;
    const catalogs = this.#replay(script, start);
    this.#catalogsOf.set(script, { start, catalogs });
    return catalogs;
  }

  /** What PostgreSQL would refuse to read may be anything once it is mended. */
  #replay(script: Script, start: Catalog): ScriptCatalogs {
    const readings = script.steps.map((step): Reading | undefined => {
      if (step.kind !== 'statement') return undefined;
      const reading = this.#read(step);
      const [piece] = step.sql.pieces;
      if (!reading.error || !piece) return reading;
      return { ...reading, unread: [{ kind: 'unread', reason: reading.error.message, place: piece.from, reach: 'anything', when: step.when }] };
    });
    return replay(script, readings, this.#sessions(script).before, start);
  }
}

/** What is sent for each constraint is read with its name, when the catalog has said which there are. */
function readEach({ sql, standIns }: Statement, like: ConstraintsLike): Reading {
  const span = { start: 0, end: sql.text.length };
  return { operations: [{ kind: 'run code', when: ALWAYS, span, language: 'python', sent: true, steps: [{ kind: 'each', like, sql: written('', sql.text, span), names: standIns }] }], unread: [] };
}
