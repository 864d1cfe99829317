import type { Asking } from './asking.ts';
import type { PlannedStatement } from './plan.ts';

/** What the writer of the script has set. */
interface Writers { readonly lockTimeout: boolean; readonly role: boolean }

/**
 * The settings of the connection while a script runs. How long the next statement may wait for a lock is set as often as
 * it changes; where the writer has set it, the writer has decided.
 */
export class ScriptSettings {
  readonly #asking: Asking;
  readonly #brief: number;
  /** In force in the session, and in the open transaction where it differs; milliseconds. */
  #session: number;
  #local: number | undefined;
  #writers: Writers = { lockTimeout: false, role: false };
  #writersBefore = this.#writers;

  /** `brief`: what the session has been settled with. */
  constructor(asking: Asking, brief: number) {
    this.#asking = asking;
    this.#brief = brief;
    this.#session = brief;
  }

  began(): void {
    this.#writersBefore = this.#writers;
  }

  ended(how: 'committed' | 'rolled back'): void {
    this.#local = undefined;
    if (how === 'rolled back') this.#writers = this.#writersBefore;
  }

  /** Before a statement of a transaction. `locked`: others wait for what it holds already, so that it may not be patient. */
  async within({ waits }: PlannedStatement, locked: boolean): Promise<void> {
    const wanted = waits === 'brief' || locked ? this.#brief : 0;
    if (this.#writers.lockTimeout || wanted === (this.#local ?? this.#session)) return;
    await this.#asking.query(`SET LOCAL lock_timeout = ${wanted}`);
    this.#local = wanted;
  }

  /** Before a statement that stands alone. */
  async outside({ waits }: PlannedStatement): Promise<void> {
    const wanted = waits === 'brief' ? this.#brief : 0;
    if (this.#writers.lockTimeout || wanted === this.#session) return;
    await this.#asking.query(`SET lock_timeout = ${wanted}`);
    this.#session = wanted;
  }

  ran({ operations }: PlannedStatement): void {
    const sets = (...names: readonly string[]) => operations.some((operation) => operation.kind === 'set' && names.includes(operation.setting));
    this.#writers = {
      lockTimeout: this.#writers.lockTimeout || sets('lock_timeout', 'all'),
      role: this.#writers.role || sets('role', 'session_authorization'),
    };
  }

  /** Before the version table is changed, in the transaction that changes it: whom the script has made us may not be allowed to. */
  async ourselves(): Promise<void> {
    if (!this.#writers.role) return;
    await this.#asking.query('SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE TO DEFAULT');
  }
}
