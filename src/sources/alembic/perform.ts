import { ALWAYS } from '../../migrations/condition.ts';
import type { Condition } from '../../migrations/condition.ts';
import type { LeftOut, Statement, Unread } from '../../migrations/migration.ts';
import { caused } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import { unbatched } from './batch.ts';
import { commitsEach, holdsConnection, isConnection, isOperation, isSession, throughSession } from './connection.ts';
import { createType, dropType, enumType } from './emit/enum.ts';
import { executed, rawText } from './emit/execute.ts';
import { isForDriver } from './emit/driver-text.ts';
import type { Naming } from './emit/naming.ts';
import { DEFAULT_NAMING } from './emit/naming.ts';
import { syncEnum } from './emit/sync-enum.ts';
import type { TypesMade } from './emit/table.ts';
import type { Versions } from './emit/versions.ts';
import { asOf } from './emit/versions.ts';
import { isHarmless } from './harmless.ts';
import { stringOf } from './string-of.ts';
import { leftOut } from './left-out.ts';
import { OPERATIONS } from './operations.ts';
import { statementOf } from './query-statement.ts';
import { standInText } from './stand-in.ts';
import { tableChange } from './table-change.ts';
import type { CallValue, EntryValue, Value } from './value.ts';
import { NotRead, calledName, fromRows, notRead } from './value.ts';

/** What one call sends. `waits`: inside a batch, until the block ends. */
export interface Sent {
  readonly origin: Statement['origin'];
  readonly statements: readonly MappedText[];
  readonly when: Condition;
  readonly waits: boolean;
  /** It goes over a connection that commits each statement. */
  readonly apart?: boolean;
  readonly leavesOut?: readonly LeftOut[];
  /** It is sent for each of the constraints that this entry may be. */
  readonly each?: EntryValue;
  /** What of it only the server knows. */
  readonly gaps?: readonly Omit<Unread, 'kind'>[];
}

/** What a project decides about the SQL of all its calls. */
export interface Customs {
  readonly naming: Naming;
  readonly versions: Versions;
  /** What env.py hands to every upgrade() and downgrade(), by the names of their parameters. */
  readonly handed: ReadonlyMap<string, Value>;
}

/** What a run knows beside its calls. */
export interface Run extends Customs { readonly types: TypesMade }

/** Calls of Alembic that send nothing. */
const SILENT = new Set(['op.f', 'op.get_bind', 'op.get_context', 'op.inline_literal', 'op.batch_alter_table']);
const EXECUTING = new Set(['execute', 'exec_driver_sql', 'scalar', 'scalars']);
const SENDING_METHODS = new Set([...EXECUTING, 'create', 'drop']);
/** Methods of a session, or of a query through it, that change rows. */
const WRITING = new Set(['update', 'delete', 'merge', 'bulk_save_objects', 'bulk_insert_mappings', 'bulk_update_mappings']);
/** Methods of a connection or a session that send nothing of their own. */
const QUIET_METHODS = new Set(['get_bind', 'close', 'flush', 'connection', 'begin', 'begin_nested', 'invalidate', 'dispose', 'expire_all', 'execution_options']);
/** Methods of a logger. */
const LOGGING = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log']);

/** SQLAlchemy, and libraries that describe types for it: what they make is read where it is used. */
const DESCRIBING = /^(?:sa|pg|sqlmodel|sqlalchemy_utils|geoalchemy2|pgvector|fastapi_users_db_sqlalchemy)\./;

/** What a call sends; undefined for one that sends nothing. Throws `NotRead`. */
export function performed(call: CallValue, run: Run): Sent | undefined {
  const name = calledName(call);
  if (name !== undefined && (SILENT.has(name) || (isHarmless(name) && !handsOver(call)))) return undefined;
  const operation = name === undefined ? undefined : OPERATIONS[name];
  if (operation && name !== undefined) return operatedOnEach(call, name, run);
  if (name === 'op.execute' || name === 'alembic.context.execute') return execution(call, run);
  if (name === 'op.sync_enum_values') return synced(call);
  if (call.of.kind === 'member') return method(call, call.of.of, call.of.name, run);
  throw notFollowed(call, name?.startsWith('op.') === true ? `Phasewise does not read ${name} yet.` : 'Phasewise does not know what this call does.');
}

/** Does evaluating this call send something, or may it? */
export function acts(call: CallValue): boolean {
  const name = calledName(call);
  if (name === undefined) return call.of.kind === 'member' && (SENDING_METHODS.has(call.of.name) || (WRITING.has(call.of.name) && throughSession(call.of.of)) || (isStrange(call) && holdsConnection(call)));
  if (name.startsWith('op.')) return !SILENT.has(name);
  if (DESCRIBING.test(name)) return false;
  if (isHarmless(name)) return handsOver(call);
  return isForeign(call.of) ? holdsConnection(call) : !isClass(name);
}

/** A library has no way to this connection unless it is given one. */
function isForeign(value: Value): boolean {
  return value.kind === 'named' && value.foreign === true;
}

/** Does it begin with a class of the project, or with a name of a library of which nothing is known? */
function isStrange(call: CallValue): boolean {
  const root = rootOf(call);
  return root.kind === 'class' || (root.kind === 'named' && isForeign(root) && !DESCRIBING.test(root.name));
}

/** Is it a function of a library of which nothing is known? */
export function isUnheardOf({ of }: CallValue): boolean {
  return of.kind === 'named' && isForeign(of) && !DESCRIBING.test(of.name) && !isHarmless(of.name);
}

/** May it call the functions that it is given? Those who describe columns and types keep them for later. */
export function callsBack(call: CallValue): boolean {
  const root = rootOf(call);
  return root.kind === 'named' && !DESCRIBING.test(root.name) && !isOperation(root);
}

/** What a chain of calls and members begins with. */
function rootOf(value: Value): Value {
  return value.kind === 'call' || value.kind === 'member' ? rootOf(value.of) : value;
}

/** An object of a module that reaches no database, and was given no way to one: a path, a moment, a logger. */
function isHarmlessObject(value: Value): boolean {
  const root = rootOf(value);
  return root.kind === 'named' && isHarmless(root.name) && !holdsConnection(value);
}

/** Is it given a function that sends something? What else it is given, a harmless one only looks at. */
function handsOver({ args, keywords }: CallValue): boolean {
  return [...args, ...keywords.map(({ value }) => value)].some((value) => isOperation(value) || (value.kind === 'member' && SENDING_METHODS.has(value.name) && holdsConnection(value.of)));
}

/** Why nobody can say what a call does that is not followed. */
function notFollowed(call: CallValue, otherwise: string): NotRead {
  if (!isForeign(rootOf(call))) return notRead(call, otherwise);
  const how = holdsConnection(call) ? ' with the connection that it is given' : '; it may open a connection of its own';
  return new NotRead(`Phasewise does not know what ${wordsOf(call)} does${how}.`, call.place);
}

/** `acme.jobs.Runner().run()`, as Python names what it calls. */
function wordsOf(value: Value): string {
  switch (value.kind) {
    case 'named': return value.name.replace(/^their /, '');
    case 'member': return `${wordsOf(value.of)}.${value.name}`;
    case 'call': return `${wordsOf(value.of)}()`;
    default: return 'this';
  }
}

/** Making an object of a class asks the database nothing; so the convention of naming says which is which. */
function isClass(name: string): boolean {
  return /(?:^|\.)[A-Z]\w*[a-z]\w*$|(?:^|\.)[A-Z]+$/.test(name);
}

/** Does it ask the database, so that rows decide its value? */
export function asks(call: CallValue): boolean {
  return call.of.kind === 'member' && EXECUTING.has(call.of.name);
}

/** Does it end the transaction? A session on Alembic's connection leaves that to Alembic. */
export function ends(call: CallValue): boolean {
  return call.of.kind === 'member' && call.of.name === 'commit' && isConnection(call.of.of);
}

function operated(call: CallValue, name: string, run: Run): Sent {
  const understood = asOf(call, run.versions);
  const statements = OPERATIONS[name]?.emit(understood, run.naming, run.types) ?? [];
  return { ...emitted(statements), leavesOut: leftOut(understood, name) };
}

/** `op.drop_constraint(fk['name'], 't')`: the name of whichever constraint it is. */
function operatedOnEach(call: CallValue, name: string, run: Run): Sent {
  const given = call.args[0] ?? keywordOf(call, 'constraint_name');
  if (name !== 'op.drop_constraint' || given?.kind !== 'field' || given.field !== 'name') return operated(call, name, run);
  const { entry: { like }, place } = given;
  const [table, schema] = [call.args[1] ?? keywordOf(call, 'table_name'), keywordOf(call, 'schema')];
  const isOfTable = stringOf(table)?.value.text.text === like.table.name && (schema && schema.kind !== 'none' ? stringOf(schema)?.value.text.text : undefined) === like.table.schema;
  if (!isOfTable) throw new NotRead('The name of a constraint of one table is given for another.', place);
  if (run.naming[KINDS[like.type]]?.includes('constraint_name') === true) throw new NotRead('The naming convention makes another name of this one, which only the server knows.', place);
  const its: Value = { kind: 'string', place, text: standInText('its_name', place) };
  const put = (value: Value) => (value === given ? its : value);
  return { ...operated({ ...call, args: call.args.map(put), keywords: call.keywords.map((keyword) => ({ ...keyword, value: put(keyword.value) })) }, name, run), each: given.entry };
}

/** The kinds of constraints in a naming convention. */
const KINDS = { 'primary key': 'pk', 'foreign key': 'fk', 'unique': 'uq', 'check': 'ck' } as const;

function keywordOf(call: CallValue, keyword: string): Value | undefined {
  return call.keywords.find(({ name }) => name === keyword)?.value;
}

function synced(call: CallValue): Sent {
  const { statements, gaps } = syncEnum(call);
  return { ...emitted(statements), gaps };
}

function emitted(statements: readonly MappedText[]): Sent {
  return { origin: 'emitted', statements, when: ALWAYS, waits: false };
}

/** `op.execute(sql)`, or `connection.execute(sql, {'name': value})`, whose values stand in the SQL as constants. */
function execution(written: CallValue, { versions }: Run): Sent {
  const call = asOf(written, versions);
  const named = (...names: readonly string[]) => call.keywords.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const [value, parameters, ...others] = [...call.args, ...named('sqltext', 'statement'), ...named('parameters', 'params'), ...byKeyword(call)];
  const positional = value && positionalOf(value, parameters, others);
  if (value && positional) return { ...rawText(value, positional), when: ALWAYS, waits: false };
  if (!value || others.length > 0) throw new NotRead('Phasewise reads execute with one statement and at most one dict of parameters.', call.place);
  return { ...executed(value, parameters, versions), when: ALWAYS, waits: false };
}

/** `connection.execute('… %s', value, …)` and `execute('… %s', (value, …))`, as SQLAlchemy 1 hands a plain string and its values to the driver. */
function positionalOf(sql: Value, first: Value | undefined, others: readonly Value[]): Value | undefined {
  if (sql.kind !== 'string' || !first) return undefined;
  const values: Value = others.length > 0 ? { kind: 'list', place: first.place, items: [first, ...others] } : first;
  return values.kind === 'list' && isForDriver(values) ? values : undefined;
}

/** `connection.execute(sql, name=value)`, as SQLAlchemy 1 has it. */
function byKeyword(call: CallValue): readonly Value[] {
  const given = call.keywords.filter(({ name }) => !EXECUTE_KEYWORDS.has(name));
  if (given.length === 0) return [];
  if (given.some(({ name }) => name === '**')) return [{ kind: 'rows', place: call.place }];
  return [{ kind: 'dict', place: call.place, entries: given.map(({ name, value, place }) => [{ kind: 'string', place, text: caused(name, place) }, value]) }];
}

const EXECUTE_KEYWORDS = new Set(['sqltext', 'statement', 'parameters', 'params', 'execution_options', 'bind_arguments']);

function method(call: CallValue, receiver: Value, name: string, run: Run): Sent | undefined {
  if (receiver.kind === 'batch') {
    if (name === 'execute') return execution(call, run);
    if (name === 'f') return undefined;
    if (receiver.notRead !== undefined) return undefined;
    const whole = unbatched(call, receiver, name);
    return { ...operatedOnEach(whole, `op.${name}`, run), waits: true };
  }
  const connected = isConnection(receiver) || isSession(receiver);
  if (connected && (name === 'execute' || name === 'scalar' || name === 'scalars')) return { ...execution(call, run), apart: commitsEach(receiver) };
  if (isConnection(receiver) && name === 'exec_driver_sql' && call.args.length <= 2 && call.keywords.length === 0 && call.args[0]) return { ...rawText(call.args[0], call.args[1]), when: ALWAYS, waits: false };
  const statement = statementOf(call);
  if (statement) return execution({ ...call, args: [statement], keywords: [] }, run);
  if (isEnum(receiver) && (name === 'create' || name === 'drop')) return typeChange(call, receiver, name);
  const table = name === 'create' || name === 'drop' ? tableChange(call, receiver, name) : undefined;
  if (table) return { ...emitted(OPERATIONS[`op.${name}_table`]?.emit(asOf(table, run.versions), DEFAULT_NAMING, new Set()) ?? []), leavesOut: [] };
  if (connected && (QUIET_METHODS.has(name) || name === 'commit')) return undefined;
  // The rows of the server's own catalogs alone.
  if (name === 'reflect' && receiver.kind === 'call' && calledName(receiver) === 'sa.MetaData') return undefined;
  if (name === 'get_bind' || LOGGING.has(name) || fromRows(receiver)) return undefined;
  if (isHarmlessObject(receiver)) return undefined;
  throw notFollowed(call, throughSession(receiver) ? `Which rows ${name}() writes is decided while Python runs.` : `Phasewise does not know what ${name}() does here.`);
}

/** `sa.Enum(…).create(bind, checkfirst=True)` asks the server first. */
function typeChange(call: CallValue, receiver: CallValue, method: 'create' | 'drop'): Sent {
  const type = enumType(receiver);
  const given = call.keywords.find(({ name }) => name === 'checkfirst')?.value ?? call.args[1];
  if (given && given.kind !== 'bool') throw new NotRead('Phasewise cannot read checkfirst here.', call.place);
  const asksFirst = given ? given.value : calledName(receiver) === 'pg.ENUM';
  const schema = type.schema ? { schema: type.schema.text.text } : {};
  const there: Condition = { kind: 'exists', object: { type: 'type', name: type.name?.text.text ?? '', ...schema } };
  const when: Condition = !asksFirst ? ALWAYS : method === 'create' ? { kind: 'not', of: there } : there;
  const placed = { ...type, call: { ...type.call, callee: call.callee } };
  return { ...emitted([method === 'create' ? createType(placed) : dropType(placed)]), when };
}

function isEnum(value: Value): value is CallValue {
  return value.kind === 'call' && ['sa.Enum', 'pg.ENUM'].includes(calledName(value) ?? '');
}
