import type { Lock, LockMode } from '../effects/effect.ts';
import { NO_EFFECTS } from '../effects/effect.ts';
import { stronger } from '../effects/conflicts.ts';
import type { Fact } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Crew } from '../server/observer/crew.ts';
import type { Observation } from '../server/observer/observation.ts';
import { observeOutside } from '../server/observer/outside.ts';
import { observeWithin } from '../server/observer/within.ts';
import type { RelationSeen } from '../server/observer/relations.ts';
import { failureOf } from '../server/observer/session.ts';
import type { Difference } from './compare.ts';
import { differences } from './compare.ts';
import type { Predicted } from './predicted.ts';
import { isOfRows } from './predicted.ts';
import type { Recorded } from './recorded.ts';
import { labelOf, recordedOf } from './recorded.ts';
import { Rehearsal } from './rehearsal.ts';
import { controlsTransaction } from './scene.ts';

/** A statement that was run: what was predicted of it and of the locks before it, what was observed, and where the two differ. */
export interface Observed {
  readonly kind: 'observed';
  readonly fact: Fact;
  readonly predicted: Predicted;
  readonly recorded: Recorded;
  /** What the transaction held before: a lock that is held is not taken again. */
  readonly held: ReadonlyMap<string, LockMode>;
  /** The locks that were predicted of it until then. */
  readonly heldAsPredicted: readonly Lock[];
  readonly differences: readonly Difference[];
}

/** A statement that nobody runs: text was put in the place of what only its tool knows, or one before it failed. */
export interface NotRun { readonly kind: 'not run'; readonly fact: Fact; readonly because: 'stand-in' | 'failure before it' }

/** Where names are said without their schema. */
export const HOME = 'public';

/**
 * Runs the statements of a script one by one as its tool would, and looks at each. A failure ends it, as it ends the
 * tool's run. `withoutRows`: tables in which no scan can be seen.
 */
export async function observeScript(facts: readonly Fact[], crew: Crew, withoutRows: readonly RelationSeen[]): Promise<readonly (Observed | NotRun)[]> {
  const { client } = crew.subject;
  const rehearsal = new Rehearsal(client);
  const told: (Observed | NotRun)[] = [];
  let before = new Before();
  const empty = [...withoutRows];
  let failed = false;
  for (const fact of facts) {
    const { reading, session, statement } = fact;
    const controls = controlsTransaction(reading.operations);
    if (failed && controls) continue;
    if (failed || statement.standIns.length > 0) {
      told.push({ kind: 'not run', fact, because: failed ? 'failure before it' : 'stand-in' });
      continue;
    }
    await rehearsal.enter(session);
    if (before.transaction !== session.transaction?.id) before = new Before(session.transaction?.id);
    if (controls) {
      failed = await fails(client.query(statement.sql.text));
      continue;
    }
    const observation = session.transaction ? await observeWithin(crew, [statement.sql.text]) : await observeAlone(statement.sql.text, crew);
    const observed = compared(fact, recordedOf(before.without(observation), HOME, empty), before);
    told.push(observed);
    before.add(observed, observation);
    empty.push(...observation.storage.created);
    failed = observation.error !== undefined;
  }
  await rehearsal.end(failed ? 'ROLLBACK' : 'COMMIT');
  return told;
}

/** In autocommit: a transaction of its own, which is committed, unless PostgreSQL refuses the statement in one. */
async function observeAlone(sql: string, crew: Crew): Promise<Observation> {
  const { client } = crew.subject;
  await client.query('BEGIN');
  const observation = await observeWithin(crew, [sql]);
  const { error, transaction } = observation;
  await client.query(error ? 'ROLLBACK' : 'COMMIT');
  return transaction === 'refused' ? observeOutside(crew, sql) : observation;
}

async function fails(run: Promise<unknown>): Promise<boolean> {
  return run.then(() => false, (error: unknown) => Boolean(failureOf(error)));
}

/** What the earlier statements of a transaction hold when the next one runs, and what they have made. */
class Before {
  readonly transaction: string | undefined;
  readonly predicted: Lock[] = [];
  readonly held = new Map<string, LockMode>();
  readonly #made = new Set<string>();
  readonly #said = new Set<string>();

  constructor(transaction?: string) {
    this.transaction = transaction;
  }

  add({ predicted, recorded }: Observed, { storage }: Observation): void {
    if (this.transaction === undefined) return;
    this.predicted.push(...predicted.effects.flatMap(({ locks }) => locks));
    for (const [name, mode] of Object.entries(recorded.locks ?? {})) this.held.set(name, strongest(this.held.get(name), mode) ?? mode);
    for (const { oid } of storage.created) this.#made.add(oid);
  }

  /** A lock that was not predicted stays until the end; it is said once. */
  news(all: readonly Difference[]): readonly Difference[] {
    const fresh = all.filter((one) => !this.#said.has(JSON.stringify(one)));
    for (const one of fresh) this.#said.add(JSON.stringify(one));
    return fresh;
  }

  /** Whoever makes a relation holds it until the end of the transaction, and nobody else sees it. */
  without(observation: Observation): Observation {
    const isOld = ({ oid, indexOf }: RelationSeen) => !this.#made.has(oid) && !this.#made.has(indexOf ?? '');
    return { ...observation, locks: observation.locks.filter(({ on }) => isOld(on)), probes: observation.probes.filter(({ table }) => isOld(table)) };
  }
}

function compared(fact: Fact, recorded: Recorded, before: Before): Observed {
  const { predicted: earlier, held } = before;
  const [treatment] = fact.treatments;
  const effects = treatment?.effects ?? NO_EFFECTS;
  const [major = 18] = treatment?.majors ?? [];
  const own = { ...effects, locks: effects.locks.filter((lock) => !isNewborn(lock, fact)) };
  const predicted: Predicted = { effects: [own], catalog: fact.before, major, ofRows: isOfRows(withRuns(fact).flatMap(({ reading }) => reading.operations)) };
  const names = new Set([...own.locks.map(nameOf), ...Object.keys(recorded.locks ?? {})]);
  const all: Predicted = { ...predicted, effects: [{ ...NO_EFFECTS, locks: earlier.filter((lock) => names.has(nameOf(lock))) }, own] };
  const locks = Object.fromEntries([...names].flatMap((name) => {
    const mode = strongest(held.get(name), recorded.locks?.[name]);
    return mode ? [[name, mode]] : [];
  }));
  return { kind: 'observed', fact, predicted, recorded, held: new Map(held), heldAsPredicted: [...earlier], differences: before.news(differences(all, { ...recorded, locks }, HOME)) };
}

function isNewborn({ on }: Lock, { session }: Fact): boolean {
  return on.kind === 'relation' && session.transaction !== undefined && on.relation.born.transaction === session.transaction.id;
}

function nameOf({ on }: Lock): string {
  return on.kind === 'relation' ? labelOf(on.relation, HOME) : on.name;
}

function strongest(a: LockMode | undefined, b: LockMode | undefined): LockMode | undefined {
  return a && b ? stronger(a, b) : a ?? b;
}
