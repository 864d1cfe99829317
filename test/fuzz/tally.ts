import type { Outcome } from './one.ts';

/** Of CPU, in ms: what takes longer hangs. */
export const LONGEST = 5000;
/** In MB, over some hundreds of inputs: what grows more keeps what it should let go. */
const GROWTH = 32;

/** What came of all inputs so far. Holds no outcome but the bad ones, however many there are. */
export class Tally {
  #inputs = 0;
  #statements = 0;
  #findings = 0;
  #slowest: { readonly number: number; readonly cpu: number } | undefined;
  #peak = { number: 0, memory: 0 };
  #growth = 0;
  readonly #failures: string[] = [];

  add({ number, cpu, findings, statements, crash, peak }: Outcome): void {
    this.#inputs++;
    this.#statements += statements;
    this.#findings += findings;
    if (cpu > (this.#slowest?.cpu ?? 0)) this.#slowest = { number, cpu };
    if (peak > this.#peak.memory) this.#peak = { number, memory: peak };
    if (crash !== undefined) this.failed(`CRASH ${number}: ${crash}`);
    if (cpu > LONGEST) this.failed(`SLOW ${number}: ${Math.round(cpu)} ms`);
  }

  /** `megabytes`: how much more one process held at the end of its inputs than after the first of them. */
  grown(megabytes: number, inputs: string): void {
    this.#growth = Math.max(this.#growth, megabytes);
    if (megabytes > GROWTH) this.failed(`GROWS ${inputs}: ${Math.round(megabytes)} MB`);
  }

  failed(what: string): void {
    this.#failures.push(what);
  }

  get failures(): readonly string[] {
    return this.#failures;
  }

  get text(): string {
    const slowest = this.#slowest ? `${Math.round(this.#slowest.cpu)} ms (input ${this.#slowest.number})` : 'none';
    return [
      `${this.#inputs} inputs, ${this.#statements} statements read, ${this.#findings} findings; slowest ${slowest}`,
      `peak memory of a process ${Math.round(this.#peak.memory)} MB (input ${this.#peak.number}), growth at most ${this.#growth.toFixed(1)} MB`,
      `${this.#failures.length} failures`,
      ...this.#failures,
    ].join('\n');
  }
}
