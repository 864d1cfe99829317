import type { Condition } from '../migrations/condition.ts';
import { answered } from '../migrations/condition.ts';
import type { Script, Unread } from '../migrations/migration.ts';
import type { Operation, Reading } from '../operations/operation.ts';
import type { Savepoints } from '../session/savepoints.ts';
import { savepointOf, withSavepoint } from '../session/savepoints.ts';
import type { Session } from '../session/session.ts';
import type { Catalog } from './catalog.ts';
import type { Birth } from './object.ts';

/**
 * A history while it is told: the catalog as it stands, put back where a transaction or a part of it is rolled back.
 * Sessions come from `transactionsOf`; the catalog of a transaction's beginning is kept as soon as its id is seen.
 */
export class Replay {
  catalog: Catalog;
  #transaction: string | undefined = undefined;
  #begun: Catalog;
  #savepoints: Savepoints<Catalog> | undefined = undefined;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
    this.#begun = catalog;
  }

  /** One statement, number `statement` of the script, in the session before it. */
  step(operations: readonly Operation[], at: Pick<Birth, 'script' | 'statement'>, session: Session): void {
    this.#meet(session);
    const by = { ...at, transaction: session.transaction?.id };
    this.catalog = this.catalog.after(operations, by, session);
    for (const operation of operations) {
      if (operation.kind === 'transaction' && operation.when.kind === 'always') this.#control(operation.does, operation.name ?? '');
    }
  }

  /** What could not be read may have changed whatever it reaches. */
  unread({ reach, place, when }: Unread, session: Session): void {
    this.#meet(session);
    const runs = this.catalog.holds(when, session);
    if (runs.known && !runs.value) return;
    this.catalog = this.catalog.doubting({ about: reach, because: 'unread', place });
  }

  #meet({ transaction }: Session): void {
    if (transaction?.id === this.#transaction) return;
    this.#transaction = transaction?.id;
    this.#begun = this.catalog;
    this.#savepoints = undefined;
  }

  #control(does: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollback to' | 'release', name: string): void {
    if (this.#transaction === undefined) return;
    switch (does) {
      case 'begin': case 'commit': return;
      case 'rollback': this.catalog = this.#begun; return;
      case 'savepoint': this.#savepoints = withSavepoint(this.#savepoints, name, this.catalog); return;
      case 'release': case 'rollback to': return this.#back(does, savepointOf(this.#savepoints, name));
    }
  }

  /** Of a savepoint that is not there PostgreSQL knows nothing either. */
  #back(does: 'release' | 'rollback to', savepoint: Savepoints<Catalog> | undefined): void {
    if (!savepoint) return;
    this.#savepoints = does === 'release' ? savepoint.older : savepoint;
    if (does === 'rollback to') this.catalog = savepoint.kept;
  }
}

/**
 * The catalog before each step of a script, by the step's number, and the one after its connection has ended. `readings`:
 * the operations of each step under what its condition has come to.
 */
export interface ScriptCatalogs { readonly before: readonly Catalog[]; readonly readings: readonly (Reading | undefined)[]; readonly after: Catalog }

/** Tells a script on a catalog. `readings`, without the conditions of the steps, and `sessions` (those before the steps) are by step. */
export function replay(
  script: Script, readings: readonly (Reading | undefined)[], sessions: readonly Session[], catalog: Catalog,
): ScriptCatalogs {
  const history = new Replay(catalog);
  const before: Catalog[] = [];
  const answers = new Answers();
  const told = script.steps.map((step, index): Reading | undefined => {
    before.push(history.catalog);
    const session = sessions[index];
    if (!session || step.kind === 'boundary') return undefined;
    const when = answers.in(step.when, history.catalog, session);
    if (step.kind === 'unread') return void history.unread({ ...step, when }, session);
    const reading = readings[index];
    if (!reading) return undefined;
    const operations = guarded(reading.operations, when);
    history.step(operations, { script: script.id, statement: index }, session);
    for (const unread of reading.unread) history.unread(unread, session);
    return operations === reading.operations ? reading : { ...reading, operations };
  });
  return { before, readings: told, after: history.catalog.disconnected() };
}

/**
 * What the catalog has answered to the questions of a script. A program asks before a branch, once: what the branch does changes
 * nothing of the answer.
 */
class Answers {
  readonly #known = new Map<Condition, boolean>();

  in(condition: Condition, catalog: Catalog, session: Session): Condition {
    return answered(condition, (question) => {
      const known = this.#known.get(question);
      if (known !== undefined) return known;
      const answer = catalog.holds(question, session);
      if (!answer.known) return undefined;
      this.#known.set(question, answer.value);
      return answer.value;
    });
  }
}

/** A statement that runs under a condition gives it to each of its operations. */
export function guarded(operations: readonly Operation[], when: Condition): readonly Operation[] {
  if (when.kind === 'always') return operations;
  return operations.map((operation) => ({
    ...operation, when: operation.when.kind === 'always' ? when : { kind: 'all', of: [when, operation.when] },
  }));
}
