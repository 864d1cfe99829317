import type { Place } from '../../text/place.ts';
import { CHANGING } from './assigned.ts';
import type { Change } from './container.ts';
import { changed, changesContainer, isContainer, popped, withEntry } from './container.ts';
import { Contents, isOneObject } from './contents.ts';
import { evaluate } from './expression.ts';
import type { ExprNode } from './python.ts';
import type { Scope } from './scope.ts';
import type { KeywordValue, UnknownValue, Value } from './value.ts';
import { isSeveral } from './value.ts';

/** Where the script has come to. */
export interface Standing {
  readonly scope: Scope;
  /** The names of others who may hold the same. */
  readonly outside: readonly Scope[];
  /** May it be that what stands here does not happen, or happens more than once? */
  readonly isGuarded: boolean;
  /** Does it happen whenever the function is called, and once? */
  readonly isCertain: boolean;
}

/** The lists, sets and dicts of Python that a script changes. */
export class Containers {
  readonly #at: Standing;
  #contents = new Contents();

  constructor(at: Standing) {
    this.#at = at;
  }

  /** `names.append('x')`, `roles[key].append('x')`: what a list, a set or a dict of Python holds changes, and nothing is sent. */
  change(node: Extract<ExprNode, { nodeType: 'Call' }>, scope: Scope): Value | undefined {
    if (node.func.nodeType !== 'Attribute' || !CHANGING.has(node.func.attr)) return undefined;
    const { value: receiver, attr: method } = node.func;
    const name = nameBelow(receiver);
    const held = name === undefined ? undefined : this.#heldBy(name, scope);
    if (name === undefined || !held || !changesContainer(held, method)) return undefined;
    const args = node.args.map((arg) => evaluate(arg, scope));
    const keywords = node.keywords.flatMap(({ arg, value, ...at }): readonly KeywordValue[] => (arg === undefined ? [] : [{ name: arg, value: evaluate(value, scope), place: scope.file.placeOf(at) }]));
    const change: Change = { method, args, keywords, place: scope.file.placeOf(node) };
    const isKnown = receiver.nodeType === 'Name' && scope === this.#at.scope && keywords.length === node.keywords.length && !args.some(isSeveral) && this.#surelyHere(name);
    this.#holds(name, held, isKnown ? changed(held, change) : undefined, scope.file.placeOf(node));
    this.#changesPart(receiver, scope);
    return receiver.nodeType === 'Name' ? popped(held, change) : { kind: held.kind === 'rows' ? 'rows' : 'none', place: change.place };
  }

  /** `settings['a'] = 1`, or `del settings['a']`, of which nobody says what is left. */
  setEntry(target: ExprNode, value: Value | undefined): boolean {
    if (target.nodeType !== 'Subscript') return false;
    const name = nameBelow(target);
    const held = name === undefined ? undefined : this.#heldBy(name, this.#at.scope);
    if (name === undefined || !held || !isContainer(held)) return false;
    const isKnown = target.value.nodeType === 'Name' && this.#surelyHere(name);
    this.#holds(name, held, isKnown && value ? withEntry(held, evaluate(target.slice, this.#at.scope), value) : undefined, this.#at.scope.file.placeOf(target));
    this.#changesPart(target.value, this.#at.scope);
    return true;
  }

  /** `roles['x']` of `roles['x'].append('y')` is a list of its own, which others may hold. */
  #changesPart(part: ExprNode, scope: Scope): void {
    if (part.nodeType !== 'Subscript' || part.slice.nodeType !== 'Constant' || nameBelow(part) === undefined) return;
    this.#contents.change(evaluate(part, scope), unheld('This object', scope.file.placeOf(part)));
  }

  #heldBy(name: string, scope: Scope): Value | undefined {
    const held = scope.lookup(name);
    return held && this.current(held);
  }

  /** What a container holds from here on, under all its names; undefined where nobody knows. */
  #holds(name: string, before: Value, after: Value | undefined, place: Place): void {
    const isKnown = after && !(this.#at.isGuarded && this.#isHeldOutside(before));
    const held = isKnown ? after : unheld(name, place);
    this.#contents.change(before, held);
    this.#at.scope.bind(name, held);
  }

  /** Does the module, or a function that has called this one, hold it too? For them it changes only if all of this happens. */
  #isHeldOutside(value: Value): boolean {
    return this.#at.outside.some((scope) => scope.sees((held) => isOneObject(this.current(held), value)));
  }

  current(value: Value): Value {
    return this.#contents.of(value);
  }

  /** `names += others`: a list or a set grows in place; a tuple, a text and a number are made anew. */
  grow(name: string, result: Value): void {
    const held = this.#heldBy(name, this.#at.scope);
    if (held?.kind === 'list' && held.brackets !== '()') this.#holds(name, held, this.#surelyHere(name) ? result : undefined, result.place);
  }

  /** Branches of which Python takes one: each begins with what was held before them. */
  branches(): { readonly begin: () => void; readonly join: () => void } {
    const [before, taken]: [Contents, Contents[]] = [this.#contents, []];
    return {
      begin: () => taken.push(this.#contents = before.apart()),
      join: () => { this.#contents = Contents.joined(taken); },
    };
  }

  /** Does what stands here happen as surely as the name was bound, and once? */
  #surelyHere(name: string): boolean {
    return this.#at.scope.own.has(name) ? this.#at.isCertain : !this.#at.isGuarded;
  }
}

function unheld(name: string, place: Place): UnknownValue {
  return { kind: 'unknown', place, reason: `What ${name} holds is decided while Python runs.`, container: true };
}

/** `roles` of `roles[key]['x']` */
function nameBelow(node: ExprNode): string | undefined {
  if (node.nodeType === 'Subscript') return nameBelow(node.value);
  return node.nodeType === 'Name' ? node.id : undefined;
}
