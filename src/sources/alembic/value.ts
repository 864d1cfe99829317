import type { MappedText } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';

/**
 * What a Python expression is worth, as far as it can be said without running anything. Calls of libraries stay calls:
 * those who emit SQL read them as descriptions (`sa.Column('id', sa.Integer())`).
 */
export type Value =
  | NoneValue | BoolValue | NumberValue | StringValue | ListValue | DictValue
  | NamedValue | CallValue | MemberValue | OperationValue | BatchValue | UnknownValue;

interface Written<K extends string> { readonly kind: K; readonly place: Place }

export type NoneValue = Written<'none'>;
export interface BoolValue extends Written<'bool'> { readonly value: boolean }
/** `text` as Python prints it, so that large integers stay whole. */
export interface NumberValue extends Written<'number'> { readonly text: string }
export interface StringValue extends Written<'string'> { readonly text: MappedText }
/** A list or a tuple. */
export interface ListValue extends Written<'list'> { readonly items: readonly Value[] }
export interface DictValue extends Written<'dict'> { readonly entries: readonly (readonly [Value, Value])[] }
/** Something that was imported, under its one canonical name: `sa.Column`, `pg.JSONB`, `op.create_table`. */
export interface NamedValue extends Written<'named'> { readonly name: string }
/** `callee`: the words that name the function, as `op.create_index`. */
export interface CallValue extends Written<'call'> {
  readonly of: Value;
  readonly callee: Place;
  readonly args: readonly Value[];
  readonly keywords: readonly KeywordValue[];
}
export interface KeywordValue { readonly name: string; readonly value: Value; readonly place: Place }
export interface MemberValue extends Written<'member'> { readonly of: Value; readonly name: string }
/** A comparison, arithmetic or logic over SQL expressions. `operator` as Python writes it. */
export interface OperationValue extends Written<'operation'> { readonly operator: string; readonly operands: readonly Value[] }
/** What `with op.batch_alter_table(…) as b` binds: calls on it are calls of `op` on this table. */
export interface BatchValue extends Written<'batch'> { readonly table: Value; readonly schema?: Value }
/** `reason` is one full sentence. */
export interface UnknownValue extends Written<'unknown'> { readonly reason: string }

/** The name of the function that is called: `op.create_index`; undefined for calls of anything that was not imported. */
export function calledName(call: CallValue): string | undefined {
  return call.of.kind === 'named' ? call.of.name : undefined;
}

/** Does this value call, somewhere in it, what `found` names? */
export function mentions(value: Value, found: (call: CallValue) => boolean): boolean {
  return (value.kind === 'call' && found(value)) || partsOf(value).some((part) => mentions(part, found));
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'call': return [value.of, ...value.args, ...value.keywords.map((keyword) => keyword.value)];
    case 'member': return [value.of];
    case 'list': return value.items;
    case 'dict': return value.entries.flat();
    case 'operation': return value.operands;
    case 'none': case 'bool': case 'number': case 'string': case 'named': case 'batch': case 'unknown': return [];
  }
}

/** Thrown where a value does not say what is needed; caught where a step is read. `reason` is one full sentence. */
export class NotRead extends Error {
  readonly reason: string;
  readonly place: Place;

  constructor(reason: string, place: Place) {
    super(reason);
    this.name = 'NotRead';
    this.reason = reason;
    this.place = place;
  }
}

/** Why a value cannot be read: because of what it is made of, if that is known, else `otherwise`. */
export function notRead(value: Value, otherwise: string): NotRead {
  return new NotRead(unknownIn(value) ?? otherwise, value.place);
}

function unknownIn(value: Value): string | undefined {
  switch (value.kind) {
    case 'unknown': return value.reason;
    case 'named':
      return /^(?:op|sa|pg|builtins|datetime)\./.test(value.name) ? undefined : `${value.name} is not part of this file; Phasewise does not follow calls of it yet.`;
    case 'call': case 'member': return unknownIn(value.of);
    case 'operation': case 'list': return partsOf(value).map(unknownIn).find((reason) => reason !== undefined);
    case 'none': case 'bool': case 'number': case 'string': case 'dict': case 'batch': return undefined;
  }
}
