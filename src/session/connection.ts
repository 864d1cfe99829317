import type { Condition } from '../migrations/condition.ts';
import type { CodeStep, Operation, OperationOf } from '../operations/operation.ts';
import type { Savepoints } from './savepoints.ts';
import { savepointOf, withSavepoint } from './savepoints.ts';
import { schemasOf } from './search-path.ts';
import type { Session, Setting, Transaction } from './session.ts';
import type { Settings } from './settings.ts';
import { changed, settingOf, startWith, withoutLocal } from './settings.ts';

interface State {
  /** What transaction ids begin with. */
  readonly script: string;
  /** Transactions opened so far. */
  readonly opened: number;
  readonly settings: Settings;
  readonly defaultPath: readonly string[];
  readonly transaction: Transaction | undefined;
  /** The settings as the open transaction found them. */
  readonly before: Settings;
  readonly savepoints: Savepoints<Settings> | undefined;
  /** All is sent in one string: where a transaction ends the next one begins by itself. */
  readonly implicit: boolean;
}

/** `settings`: those of the tool, in force from the beginning. `script`: what ids of transactions begin with. */
export interface SessionOptions {
  readonly settings: Readonly<Record<string, string>>;
  readonly searchPath?: readonly string[];
  readonly script?: string;
}

/** A fresh connection, in autocommit. */
export function newSession({ settings, searchPath = ['public'], script = 'session' }: SessionOptions): Connection {
  const start = startWith(settings);
  return new Connection({
    script, opened: 0, settings: start, defaultPath: searchPath, transaction: undefined, before: start, savepoints: undefined, implicit: false,
  });
}

/** The state of a connection, folded over what is sent on it. */
export class Connection implements Session {
  readonly searchPath: readonly string[];
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
    const path = settingOf(state.settings, 'search_path');
    this.searchPath = path ? schemasOf(path.value) : state.defaultPath;
  }

  get transaction(): Transaction | undefined {
    return this.#state.transaction;
  }

  get savepoints(): number {
    return this.#state.savepoints?.open ?? 0;
  }

  setting(name: string): Setting | undefined {
    return settingOf(this.#state.settings, name);
  }

  after(operations: readonly Operation[]): Connection {
    const state = operations.reduce(afterOperation, this.#state);
    return state === this.#state ? this : new Connection(state);
  }

  within(transaction: Transaction): Connection {
    return this.transaction ? this : new Connection(opened(this.#state, transaction));
  }

  outside(): Connection {
    return new Connection({ ...ended(this.#state, withoutLocal(this.#state.settings)), implicit: false });
  }

  /** Several statements follow in one string: without a transaction of their own they share one, and so do those after a COMMIT among them. */
  inString(): Connection {
    const state = this.#state.transaction ? this.#state : opened(this.#state, { id: nextId(this.#state), opened: 'string' });
    return new Connection({ ...state, implicit: true });
  }

  /** The string has been sent; what its own transaction did is committed. */
  afterString(): Connection {
    const state = this.#state.transaction?.opened === 'string' ? ended(this.#state, withoutLocal(this.#state.settings)) : this.#state;
    return new Connection({ ...state, implicit: false });
  }

  /** The tool opens the next transaction of the script. */
  begin(by: Transaction['opened']): Connection {
    return this.within({ id: nextId(this.#state), opened: by });
  }
}

function afterOperation(state: State, operation: Operation): State {
  if (operation.kind === 'set') {
    return { ...state, settings: changed(state.settings, operation, state.transaction !== undefined) };
  }
  if (operation.kind === 'run code') return settingsIn(operation.steps, operation.when).reduce(afterOperation, state);
  if (operation.kind === 'transaction' && operation.when.kind === 'always') return afterControl(state, operation);
  if (operation.kind === 'other' && operation.tag === 'DISCARD ALL') {
    return { ...state, settings: changed(state.settings, RESET_ALL, true) };
  }
  return state;
}

/** Settings outlast the code that makes them; which way it went is not asked here. */
function settingsIn(steps: readonly CodeStep[], when: Condition): readonly OperationOf<'set'>[] {
  return steps.flatMap((step): readonly OperationOf<'set'>[] => {
    if (step.kind === 'each') return [];
    if (step.kind === 'branch') return [...settingsIn(step.then, step.when), ...settingsIn(step.otherwise, step.when)];
    return step.operations.flatMap((operation) => (operation.kind === 'set' ? [when.kind === 'always' ? operation : { ...operation, when }] : []));
  });
}

const RESET_ALL: OperationOf<'set'> = {
  kind: 'set', setting: 'all', value: undefined, local: false, span: { start: 0, end: 0 }, when: { kind: 'always' },
};

/** Outside a transaction all but BEGIN are warnings or errors and change nothing. */
function afterControl(state: State, { does, name = '' }: OperationOf<'transaction'>): State {
  if (does === 'begin') return begun(state);
  if (!state.transaction) return state;
  switch (does) {
    case 'commit': return followed(ended(state, withoutLocal(state.settings)));
    case 'rollback': return followed(ended(state, state.before));
    case 'savepoint': return { ...state, savepoints: withSavepoint(state.savepoints, name, state.settings) };
    case 'release': return released(state, name);
    case 'rollback to': return rolledBackTo(state, name);
  }
}

/** BEGIN inside a string takes over the transaction that the string has opened: it then ends with COMMIT, not with the string. */
function begun(state: State): State {
  if (!state.transaction) return opened(state, { id: nextId(state), opened: 'author' });
  return state.transaction.opened === 'string' ? { ...state, transaction: { ...state.transaction, opened: 'author' } } : state;
}

function opened(state: State, transaction: Transaction): State {
  return {
    ...state, transaction, opened: state.opened + 1, before: state.settings, savepoints: undefined,
    implicit: state.implicit || transaction.opened === 'string',
  };
}

function ended(state: State, settings: Settings): State {
  return { ...state, transaction: undefined, settings, before: settings, savepoints: undefined };
}

function followed(state: State): State {
  return state.implicit ? opened(state, { id: nextId(state), opened: 'string' }) : state;
}

function released(state: State, name: string): State {
  const savepoint = savepointOf(state.savepoints, name);
  return savepoint ? { ...state, savepoints: savepoint.older } : state;
}

function rolledBackTo(state: State, name: string): State {
  const savepoint = savepointOf(state.savepoints, name);
  return savepoint ? { ...state, settings: savepoint.kept, savepoints: savepoint } : state;
}

function nextId(state: State): string {
  return `${state.script}/${state.opened + 1}`;
}
