import type { Condition, ConstraintsLike } from '../../migrations/condition.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Place } from '../../text/place.ts';
import type { ExprNode, FunctionDef, StmtNode } from './python.ts';
import type { Scope } from './scope.ts';

/**
 * What a Python expression is worth, as far as it can be said without running anything. Calls of libraries stay calls:
 * those who emit SQL read them as descriptions (`sa.Column('id', sa.Integer())`).
 */
export type Value =
  | NoneValue | BoolValue | NumberValue | StringValue | ListValue | DictValue
  | NamedValue | CallValue | MemberValue | OperationValue | BatchValue | UnknownValue
  | RowsValue | FunctionValue | ClassValue | ConditionValue | InventoryValue | TableValue | TablesValue | EitherValue
  | EntryValue | FieldValue | SuchValue;

interface Written<K extends string> { readonly kind: K; readonly place: Place }

export type NoneValue = Written<'none'>;
export interface BoolValue extends Written<'bool'> { readonly value: boolean }
/** `text` as Python prints it, so that large integers stay whole. `standIn`: only the environment knows the real one. */
export interface NumberValue extends Written<'number'> { readonly text: string; readonly standIn?: true }
export interface StringValue extends Written<'string'> { readonly text: MappedText }
/** A list, a tuple or a set. `brackets`: those that Python prints, where it was written as one of the first two. */
export interface ListValue extends Written<'list'> { readonly items: readonly Value[]; readonly brackets?: '[]' | '()' }
export interface DictValue extends Written<'dict'> { readonly entries: readonly (readonly [Value, Value])[] }
/** Something that was imported, under its one canonical name: `sa.Column`, `pg.JSONB`, `op.create_table`. `foreign`: surely no part of the project. `sql`: a person says which type of SQL it is. */
export interface NamedValue extends Written<'named'> { readonly name: string; readonly foreign?: true; readonly sql?: string }
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
/** What `with op.batch_alter_table(…) as b` binds: calls on it are calls of `op` on this table. `notRead`: why they send something else; that has been told. */
export interface BatchValue extends Written<'batch'> { readonly table: Value; readonly schema?: Value; readonly notRead?: string }
/**
 * `reason` is one full sentence. `begins`: the text that a string surely begins with. `template`: a string of which only
 * values are not known, those that a query gave or Python makes anew; stand-ins stand for them. `imported`: under this whole
 * name. `whether`: the sentence to say where the value decides whether something runs. `unset`: what it is where an environment
 * variable is not set. `container`: it is a list, a set or a dict of Python. `several`: it stands for as many values as Python alone knows.
 */
export interface UnknownValue extends Written<'unknown'> {
  readonly reason: string;
  readonly begins?: string;
  readonly template?: MappedText;
  readonly imported?: string;
  readonly whether?: string;
  readonly unset?: StringValue;
  readonly container?: true;
  readonly several?: true;
}
/** What a query gave, or what follows from it. */
export type RowsValue = Written<'rows'>;
/**
 * A function that the file, or a module of the project, defines; `scope` is where its body looks names up. `manages`: under
 * `@contextmanager`. `self`: what a method is called on. `method`: it is given its class, or nothing, instead.
 */
export interface FunctionValue extends Written<'function'> {
  readonly name: string;
  readonly parameters: FunctionDef['args'];
  readonly body: readonly StmtNode[] | ExprNode;
  readonly scope: Scope;
  readonly manages?: true;
  readonly self?: Value;
  readonly method?: 'static' | 'class';
}
/** A class that the file, or a module of the project, defines: `members` are the names of its body. `imported`: under this whole name. */
export interface ClassValue extends Written<'class'> {
  readonly name: string;
  readonly bases: readonly Value[];
  readonly members: Scope;
  readonly imported?: string;
}
/** What the catalog decides: is there such a table, column, index? */
export interface ConditionValue extends Written<'condition'> { readonly condition: Condition }
/** The names of what the database holds: its tables, the columns of one. `named` is the object of such a name. */
export interface InventoryValue extends Written<'inventory'> {
  readonly named: (name: string) => ObjectName;
  /** The items describe the objects, as those of `get_columns()`; `['name']` of one is its name. */
  readonly described: boolean;
  /** Its items are constraints: any of them is this entry. */
  readonly entry?: EntryValue;
}
/** What the inspector says of a constraint, whichever of these it is. */
export interface EntryValue extends Written<'entry'> {
  readonly like: ConstraintsLike;
  /** The question that it is an answer to. */
  readonly asked: CallValue;
  /** The loop that goes through all of them. */
  readonly loop?: EntryLoop;
}
/** `depth`: how many conditions stood around the loop; `narrowed`: how many in it say which entries are meant; `repeats`: it is repeated itself. */
export interface EntryLoop { readonly depth: number; readonly narrowed: number; readonly repeats: boolean }
export interface FieldValue extends Written<'field'> { readonly entry: EntryValue; readonly field: 'name' | 'columns' | 'references' }
/** Whether an entry is such a one: where it holds, the entry is this. That there is such a one says nothing of the others. */
export interface SuchValue extends Written<'such'> { readonly entry: EntryValue }

/** A table of which only the name is known. `columns`: who knows them; those of a model may have defaults that Python computes. */
export interface TableValue extends Written<'table'> { readonly name: StringValue; readonly schema?: StringValue; readonly columns: 'on the server' | 'in a model' }
/** The tables of a MetaData, by their names. */
export interface TablesValue extends Written<'tables'> { readonly columns: TableValue['columns'] }
/** One of these, each under its condition; `reason` says why nobody knows which. */
export interface EitherValue extends Written<'either'> { readonly of: readonly Alternative[]; readonly reason: string }
export interface Alternative { readonly when: Condition; readonly value: Value }

/** The name of the function that is called: `op.create_index`; undefined for calls of anything that was not imported. */
export function calledName(call: CallValue): string | undefined {
  return call.of.kind === 'named' ? call.of.name : undefined;
}

/** Is this a call of the method `name` of something? `sa.JSON().with_variant(…)`, `e.create(bind)`. */
export function methodCall(value: Value, name: string): { readonly receiver: Value; readonly call: CallValue } | undefined {
  if (value.kind !== 'call' || value.of.kind !== 'member' || value.of.name !== name) return undefined;
  return { receiver: value.of.of, call: value };
}

/** `*names`, where nobody knows how many there are. */
export function isSeveral(value: Value): value is UnknownValue {
  return value.kind === 'unknown' && value.several === true;
}

/** Is it, or is it made of, what a query gave? */
export function fromRows(value: Value): boolean {
  return value.kind === 'rows' || ((value.kind === 'call' || value.kind === 'member' || value.kind === 'operation' || value.kind === 'either') && partsOf(value).some(fromRows));
}

/** The values that a value is made of. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'call': return [value.of, ...value.args, ...value.keywords.map((keyword) => keyword.value)];
    case 'member': return [value.of];
    case 'list': return value.items;
    case 'dict': return value.entries.flat();
    case 'operation': return value.operands;
    case 'either': return value.of.map((one) => one.value);
    case 'none': case 'bool': case 'number': case 'string': case 'named': case 'batch': case 'unknown': case 'rows': case 'function': case 'class':
    case 'condition': case 'inventory': case 'table': case 'tables': case 'entry': case 'field': case 'such': return [];
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

/** Alembic, or SQLAlchemy, raises an error there itself. `why`: a sentence without its end, or with one behind it. */
export class AlembicStops extends NotRead {
  constructor(why: string, place: Place) {
    super(`Alembic stops here: ${why}`, place);
    this.name = 'AlembicStops';
  }
}

/** Why a value cannot be read: because of what it is made of, if that is known, else `otherwise`. */
export function notRead(value: Value, otherwise: string): NotRead {
  return new NotRead(unknownIn(value) ?? otherwise, value.place);
}

/** A module that was imported by its place is called by its last words. */
function nameOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

export function isOurs(name: string): boolean {
  return /^(?:op|sa|pg|builtins|datetime)\./.test(name);
}

/** Why nobody can say what a value is, if that is known. */
export function unknownIn(value: Value): string | undefined {
  switch (value.kind) {
    case 'unknown': case 'either': return value.reason;
    case 'rows': return 'The rows of a query decide it; Phasewise does not execute migrations to read them.';
    case 'function': return `Phasewise does not follow ${value.name}() here.`;
    case 'named':
      return isOurs(value.name) ? undefined : `Phasewise does not know what ${nameOf(value.name)} is.`;
    case 'entry': case 'field': case 'such': return 'What constraints are called, and which there are, only the server knows.';
    case 'call': return unknownIn(value.of) ?? (value.of.kind === 'named' && value.of.name.startsWith('builtins.') ? value.args.map(unknownIn).find((reason) => reason !== undefined) : undefined);
    case 'member': return unknownIn(value.of);
    case 'operation': case 'list': return partsOf(value).map(unknownIn).find((reason) => reason !== undefined);
    case 'none': case 'bool': case 'number': case 'string': case 'dict': case 'batch': case 'class': case 'condition': case 'inventory': case 'table': case 'tables': return undefined;
  }
}
