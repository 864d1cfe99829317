import type { Condition, Question } from '../migrations/condition.ts';
import { answered, questionsIn } from '../migrations/condition.ts';
import { conditionSql } from './condition-sql.ts';

type Known = ReadonlyMap<Condition, boolean>;

/** What the server answers to the conditions of a script: each question once, before the first statement that hangs on it. */
export class Answers {
  #known = new Map<Condition, boolean>();

  /** Those that are known by now, to be gone back to. */
  get known(): Known {
    return new Map(this.#known);
  }

  /** What was answered in a transaction that is rolled back is asked again. */
  restore(known: Known): void {
    this.#known = new Map(known);
  }

  async holds(condition: Condition, ask: (sql: string) => Promise<boolean>): Promise<boolean> {
    for (const question of questionsIn(condition)) {
      if (!this.#known.has(question)) this.#known.set(question, await ask(conditionSql(question)));
    }
    return answered(condition, (question: Question) => this.#known.get(question)).kind === 'always';
  }
}
