import { stronger } from '../../src/effects/conflicts.ts';
import type { LockMode } from '../../src/effects/effect.ts';
import type { Kind } from '../../src/operations/operation.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { withRuns } from '../../src/rule/fact.ts';
import type { Observation } from '../../src/server/observer/observation.ts';
import { observeOutside } from '../../src/server/observer/outside.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import { relationsOf } from '../../src/server/observer/relations.ts';
import { failureOf, rows } from '../../src/server/observer/session.ts';
import { observeWithin } from '../../src/server/observer/within.ts';
import { findsByKey } from './by-key.ts';
import { provide } from './provide.ts';
import type { Columns, Left, Refused, Scene, ScriptSeen, Seen, Touched } from './seen.ts';
import { columnsIn, leftIn, touchedBetween, touchedSoFar } from './seen.ts';
import type { Stage, Standing } from './stage.ts';
import { ROWS, empty, furnish, standingIn } from './stage.ts';

/** Errors of rows: data exceptions, broken constraints, and what code raises when it does not like what it finds. */
const OF_ROWS = /^(?:22|23|P0001|21000)/;
/** Codes of statements that want to stand outside a transaction: ACTIVE SQL TRANSACTION, UNSAFE NEW ENUM VALUE USAGE, code that commits. */
const WANTS_OUT = new Set(['25001', '55P04', '2D000']);
const ATTEMPTS = 2;
/** What changes rows, or may. */
const TOUCHES: ReadonlySet<Kind> = new Set<Kind>(['insert', 'update', 'delete', 'merge', 'copy', 'select', 'run code', 'run unknown text', 'call', 'create table']);

interface Start { readonly standing: Standing; readonly columns: Columns }

/** Runs the scripts of a project one after the other, with rows in every table, and looks at each statement. */
export class Witness {
  readonly #stage: Stage;
  #furnished = false;
  #emptied = new Set<string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** What the server refuses is left out, and the rest goes on. */
  async script(facts: readonly Fact[]): Promise<ScriptSeen> {
    if (!this.#furnished) await furnish(this.#stage, ROWS);
    this.#furnished = true;
    this.#emptied = new Set();
    const start = { standing: await standingIn(this.#stage), columns: await columnsIn(this.#stage.crew.monitor) };
    const seen = new Map<Fact, Seen>();
    for (const together of transactionsOf(facts)) await this.#transaction(together, start, seen, ATTEMPTS);
    await this.#send('DISCARD ALL');
    return { seen: facts.flatMap((fact) => seen.get(fact) ?? []), after: await columnsIn(this.#stage.crew.monitor) };
  }

  /** When all scripts have run. */
  async left(): Promise<Left> {
    return leftIn(this.#stage.crew.monitor);
  }

  /**
   * Statements that share a transaction. Where rows are in the way of one, all of them run once more: with one row in
   * each table, then with none in the tables that it is about.
   */
  async #transaction(facts: readonly Fact[], start: Start, seen: Map<Fact, Seen>, attempts: number): Promise<void> {
    const isOne = facts[0]?.session.transaction !== undefined;
    const held = new Map<string, LockMode>();
    let first = 0;
    if (isOne) await this.#send('BEGIN');
    for (const [index, fact] of facts.entries()) {
      if (await this.#controls(fact)) continue;
      const one = await this.#statement(fact, start, held);
      const before = seen.get(fact);
      seen.set(fact, before ? joined(before, one) : one);
      if (one.refused && OF_ROWS.test(one.refused.sqlstate) && attempts > 0) {
        await this.#send('ROLLBACK');
        await this.#thin(fact, attempts === ATTEMPTS);
        return this.#transaction(facts.slice(isOne ? first : index), start, seen, attempts - 1);
      }
      if (isOne && one.refused && WANTS_OUT.has(one.refused.sqlstate)) {
        await this.#send('COMMIT');
        await this.#send(fact.statement.sql.text);
        await this.#send('BEGIN');
        held.clear();
        first = index + 1;
      }
      for (const { on, mode } of isOne ? one.observation?.locks ?? [] : []) held.set(on.oid, stronger(held.get(on.oid) ?? mode, mode));
    }
    if (isOne && await this.#send('COMMIT')) await this.#send('ROLLBACK');
  }

  /** The writer's own BEGIN and COMMIT are told by the sessions. */
  async #controls({ reading, statement }: Fact): Promise<boolean> {
    const control = reading.operations.find((operation) => operation.kind === 'transaction');
    if (control && control.does !== 'begin' && control.does !== 'commit') await this.#send(statement.sql.text);
    return control !== undefined;
  }

  async #statement(fact: Fact, start: Start, held: ReadonlyMap<string, LockMode>): Promise<Seen> {
    const { crew: { subject }, admin } = this.#stage;
    const { statement: { sql, when, standIns }, reading, session } = fact;
    const [setting] = await rows<{ now: string }>(subject, "SELECT current_setting('lock_timeout') AS now");
    const scene: Scene = { ...start, relations: await relationsOf(subject), held: new Map(held), emptied: this.#emptied, lockTimeout: setting?.now ?? '0' };
    const not = (fate: Seen['fate']): Seen => ({ fact, scene, fate, touched: [], columnsAfter: scene.columns });
    if (standIns.length > 0) return not('stand-in');
    const runs = fact.before.holds(when, session);
    if (!runs.known) return not('undecided');
    if (!runs.value) return not('skipped');

    const alone = session.transaction === undefined;
    if (alone) await this.#send('BEGIN');
    await this.#send('SAVEPOINT judgement');
    const byKey = reading.operations.some(({ kind }) => kind === 'update' || kind === 'delete') ? await findsByKey(subject, sql.text) : undefined;
    const kinds = new Set(withRuns(fact).flatMap((one) => one.reading.operations.map(({ kind }) => kind)));
    const touched = await this.#touched(kinds);
    let observation = await this.#observed(sql.text);
    const provided = observation.error ? await provide(sql.text, reading.operations, observation.error, admin.client) : 'nothing';
    if (provided === 'what it needs') observation = await this.#observed(sql.text);
    const refused: Refused | undefined = provided === 'what it makes' ? undefined : observation.error;
    const now = await this.#touched(kinds);
    const columnsAfter = kinds.has('drop column') || kinds.has('rename column') ? await columnsIn(subject) : scene.columns;
        if (!refused && kinds.has('delete')) await this.#lookForRows();
    await this.#send(alone ? refused ? 'ROLLBACK' : 'COMMIT' : 'RELEASE SAVEPOINT judgement');
    if (alone && refused && WANTS_OUT.has(refused.sqlstate)) return this.#outside(fact, scene);
    if (observation.storage.created.some(({ kind }) => kind === 'r') || now.some(({ changed }) => changed > 0)) this.#furnished = false;
    return { fact, scene, fate: refused ? 'refused' : 'ran', refused, observation, touched: touchedBetween(touched, now), byKey, columnsAfter };
  }

  async #touched(kinds: ReadonlySet<Kind>): Promise<readonly Touched[]> {
    return [...kinds].some((kind) => TOUCHES.has(kind)) ? touchedSoFar(this.#stage.crew.subject) : [];
  }

  /** Rows that a DELETE took are in the way of a scan still, but it is not seen to meet them. */
  async #lookForRows(): Promise<void> {
    const { subject } = this.#stage.crew;
    for (const { on, changed } of await touchedSoFar(subject)) {
      if (changed === 0) continue;
      const [table] = await rows<{ quoted: string }>(subject, 'SELECT oid::regclass::text AS quoted FROM pg_class WHERE oid = $1', [on]);
      if (table && (await rows(subject, `SELECT FROM ${table.quoted} LIMIT 1`)).length === 0) this.#emptied = new Set([...this.#emptied, on]);
    }
  }

  async #observed(sql: string): Promise<Observation> {
    const observation = await observeWithin(this.#stage.crew, [sql]);
    if (observation.error) await this.#send('ROLLBACK TO SAVEPOINT judgement');
    return observation;
  }

  async #outside(fact: Fact, scene: Scene): Promise<Seen> {
    const { crew } = this.#stage;
    const observation = await observeOutside(crew, fact.statement.sql.text);
    this.#stage.reclaim();
    return { fact, scene, fate: observation.error ? 'refused' : 'ran', refused: observation.error, observation, touched: [], columnsAfter: scene.columns };
  }

  async #thin(fact: Fact, toOne: boolean): Promise<void> {
    const { admin } = this.#stage;
    const all = [...(await relationsOf(admin)).values()].filter(({ kind, schema }) => kind === 'r' && !schema.startsWith('pg_'));
    const concerned = toOne ? all : concernedBy(fact, all);
    const before = await standingIn(this.#stage);
    await empty(this.#stage, concerned);
    if (toOne) await furnish(this.#stage, 1);
    const after = await standingIn(this.#stage);
    this.#emptied = new Set([...this.#emptied, ...[...before.keys()].filter((oid) => !after.has(oid))]);
    this.#furnished = false;
  }

  /** What the server said, if it refused. */
  async #send(sql: string): Promise<Refused | undefined> {
    return this.#stage.crew.subject.client.query(sql).then(() => undefined, failureOf);
  }
}

/** The tables that a statement is said to lock; all where none is known. */
function concernedBy(fact: Fact, all: readonly RelationSeen[]): readonly RelationSeen[] {
  const locks = withRuns(fact).flatMap(({ treatments }) => treatments.flatMap(({ effects }) => effects.locks));
  const named = all.filter(({ schema, name }) => locks.some(({ on }) => on.kind === 'relation' && on.relation.schema === schema && on.relation.name === name));
  return named.length > 0 ? named : all;
}

/** Where rows were in the way of the first attempt, the one that ran shows what else was done. */
function joined(before: Seen, now: Seen): Seen {
  return before.fate === 'refused' && now.fate === 'ran' ? { ...now, refused: before.refused } : before;
}

function transactionsOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const groups: Fact[][] = [];
  for (const fact of facts) {
    const last = groups.at(-1);
    const id = fact.session.transaction?.id;
    if (last && id !== undefined && last[0]?.session.transaction?.id === id) last.push(fact);
    else groups.push([fact]);
  }
  return groups;
}

