import type { Aside } from '../../sql/psql.ts';
import type { Branch } from '../../sql/template.ts';
import type { Variables } from '../../sql/variables.ts';
import { afterSet, afterUnset, argumentsOf, truthOf } from '../../sql/variables.ts';
import type { Span } from '../../text/place.ts';
import type { FileText } from './file-text.ts';

/** Reads the file that a line includes, or says why it is not read. */
type Include = (aside: Aside, variables: Variables) => FileText | string;

interface Block { readonly number: number; tag: Aside; taken: boolean | undefined; readonly asked: (boolean | undefined)[] }

/** Goes through what psql keeps to itself in a file, and knows its variables, its conditions and its files. */
export class Telling {
  readonly #include: Include;
  readonly #length: number;
  readonly #states: { readonly from: number; readonly variables: Variables }[];
  readonly #open: Block[] = [];
  readonly #branches: Branch[] = [];
  readonly #unsent: Span[] = [];
  readonly #included = new Map<number, FileText | string>();
  #blocks = 0;

  constructor(given: Variables, length: number, include: Include) {
    this.#states = [{ from: 0, variables: given }];
    this.#length = length;
    this.#include = include;
  }

  variables(at: number): Variables {
    return this.#states.findLast(({ from }) => from <= at)?.variables ?? new Map<string, string>();
  }

  hear(aside: Aside): void {
    switch (aside.command) {
      case '\\if': return this.#begin(aside);
      case '\\elif': return this.#goOn(aside, truthOf(aside.argument, this.variables(aside.start)));
      case '\\else': return this.#goOn(aside, true);
      case '\\endif': return this.#end(aside.start);
    }
    if (this.#open.some(({ taken }) => taken === false)) return;
    switch (aside.command) {
      case '\\set': return this.#know(aside, (variables) => afterSet(variables, aside.argument));
      case '\\unset': return this.#know(aside, (variables) => afterUnset(variables, aside.argument));
      case '\\prompt':
      case '\\getenv': return this.#forget(aside, argumentsOf(aside.argument, new Map()).at(aside.command === '\\prompt' ? -1 : 0));
      case '\\i':
      case '\\ir':
      case '\\include':
      case '\\include_relative':
      case '#include': return this.#read(aside);
      case '\\q':
      case '\\quit': return this.#stop(aside);
    }
  }

  ended(): { readonly branches: readonly Branch[]; readonly unsent: readonly Span[]; readonly included: ReadonlyMap<number, FileText | string> } {
    while (this.#open.length > 0) this.#end(this.#length);
    return { branches: this.#branches, unsent: this.#unsent, included: this.#included };
  }

  #begin(aside: Aside): void {
    const taken = truthOf(aside.argument, this.variables(aside.start));
    this.#open.push({ number: this.#blocks++, tag: aside, taken, asked: [taken] });
  }

  #goOn(aside: Aside, asked: boolean | undefined): void {
    const block = this.#open.at(-1);
    if (!block) return;
    this.#close(block, aside.start);
    const unsure = block.asked.includes(undefined) && asked !== false;
    block.taken = block.asked.includes(true) ? false : unsure ? undefined : asked;
    block.asked.push(asked);
    block.tag = aside;
  }

  #end(at: number): void {
    const block = this.#open.pop();
    if (block) this.#close(block, at);
  }

  #close({ number, tag, taken }: Block, end: number): void {
    const condition = `${tag.command} ${tag.argument}`.trim();
    this.#branches.push({ block: number, condition, taken, loop: false, tag: { start: tag.start, end: tag.end }, start: tag.end, end });
  }

  /** What is set in a branch that may not be taken is not known behind it. */
  #know({ end }: Aside, after: (variables: Variables) => Variables): void {
    const before = this.variables(end);
    const then = after(before);
    const unsure = this.#open.some(({ taken }) => taken === undefined);
    const kept = unsure ? new Map([...before, ...then].map(([name]) => [name, before.get(name) === then.get(name) ? then.get(name) : undefined])) : then;
    this.#states.push({ from: end, variables: kept });
  }

  #forget(aside: Aside, name: string | undefined): void {
    if (name !== undefined) this.#know(aside, (variables) => new Map([...variables, [name, undefined]]));
  }

  #read(aside: Aside): void {
    const file = this.#include(aside, this.variables(aside.start));
    this.#included.set(aside.start, file);
    if (typeof file !== 'string') this.#know(aside, () => file.variables(Infinity));
  }

  /** The rest of the file is not sent, for sure or under the conditions around. */
  #stop({ start, end, command }: Aside): void {
    const rest = { start: end, end: this.#length };
    if (this.#open.every(({ taken }) => taken === true)) this.#unsent.push(rest);
    else this.#branches.push({ ...rest, block: this.#blocks++, condition: command, taken: undefined, loop: false, tag: { start, end } });
  }
}
