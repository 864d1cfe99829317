import { createHash } from 'node:crypto';
import type { Question } from '../../project/outside.ts';

/** A question to the disk, of which path, and for names like what. */
export type Asked = readonly [question: Question, path: string, like?: readonly [pattern: string, flags: string]];

/** All that the disk has answered, in one number: the same answers to the same questions in the same order. */
export class Heard {
  readonly #hash = createHash('sha256');

  hear([question, path, like = ['', '']]: Asked, answer: string | Uint8Array): void {
    this.#hash.update(`${question} ${path}\0${like.join(' ')}\0${answer.length}\0`);
    this.#hash.update(answer);
  }

  get digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
