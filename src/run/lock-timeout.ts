import type { Asking } from './asking.ts';
import type { PlannedStatement } from './plan.ts';

/**
 * Sets how long the next statement of a script may wait for a lock, as often as that changes. Where the writer has set
 * it, the writer has decided.
 */
export class LockTimeout {
  readonly #asking: Asking;
  readonly #brief: number;
  /** In force in the session, and in the open transaction where it differs; milliseconds. */
  #session: number;
  #local: number | undefined;
  #writers = false;
  #writersBefore = false;

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
    if (this.#writers || wanted === (this.#local ?? this.#session)) return;
    await this.#asking.query(`SET LOCAL lock_timeout = ${wanted}`);
    this.#local = wanted;
  }

  /** Before a statement that stands alone. */
  async outside({ waits }: PlannedStatement): Promise<void> {
    const wanted = waits === 'brief' ? this.#brief : 0;
    if (this.#writers || wanted === this.#session) return;
    await this.#asking.query(`SET lock_timeout = ${wanted}`);
    this.#session = wanted;
  }

  ran({ operations }: PlannedStatement): void {
    this.#writers ||= operations.some((operation) => operation.kind === 'set' && (operation.setting === 'lock_timeout' || operation.setting === 'all'));
  }
}
