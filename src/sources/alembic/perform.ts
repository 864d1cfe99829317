import { ALWAYS } from '../../migrations/condition.ts';
import type { Condition } from '../../migrations/condition.ts';
import type { LeftOut, Statement, Unread } from '../../migrations/migration.ts';
import type { MappedText } from '../../text/mapped.ts';
import { unbatched } from './batch.ts';
import { createType, dropType, enumType } from './emit/enum.ts';
import { executed, rawText } from './emit/execute.ts';
import type { Naming } from './emit/naming.ts';
import { syncEnum } from './emit/sync-enum.ts';
import type { TypesMade } from './emit/table.ts';
import type { Versions } from './emit/versions.ts';
import { asOf } from './emit/versions.ts';
import { leftOut } from './left-out.ts';
import { OPERATIONS } from './operations.ts';
import type { CallValue, Value } from './value.ts';
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
  /** What of it only the server knows. */
  readonly gaps?: readonly Omit<Unread, 'kind'>[];
}

/** What a project decides about the SQL of all its calls. */
export interface Customs { readonly naming: Naming; readonly versions: Versions }

/** What a run knows beside its calls. */
export interface Run extends Customs { readonly types: TypesMade }

/** Calls of Alembic that send nothing. */
const SILENT = new Set(['op.f', 'op.get_bind', 'op.get_context', 'op.inline_literal', 'op.batch_alter_table']);
const EXECUTING = new Set(['execute', 'exec_driver_sql', 'scalar', 'scalars']);
/** Methods of a connection or a session that send nothing of their own. */
const QUIET_METHODS = new Set(['get_bind', 'close', 'flush', 'connection', 'begin', 'begin_nested', 'invalidate', 'dispose', 'expire_all', 'execution_options']);
/** Methods of a logger. */
const LOGGING = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log']);

/** Libraries whose functions touch no database by themselves; a function of the project may do anything. */
const QUIET = /^(?:sa|pg|builtins|alembic|sqlmodel|sqlalchemy_utils|geoalchemy2|pgvector|fastapi_users_db_sqlalchemy|contextlib|dataclasses|hashlib|secrets|os|sys|re|json|uuid|datetime|time|math|string|textwrap|itertools|functools|collections|pathlib|decimal|enum|typing|logging|random|hashlib|base64|csv|io|copy|operator|warnings)(?:\.|$)/;

/** What a call sends; undefined for one that sends nothing. Throws `NotRead`. */
export function performed(call: CallValue, run: Run): Sent | undefined {
  const name = calledName(call);
  if (name !== undefined && (SILENT.has(name) || (isElsewhere(call.of) && !speaks(call)))) return undefined;
  const operation = name === undefined ? undefined : OPERATIONS[name];
  if (operation && name !== undefined) return operated(call, name, run);
  if (name === 'op.execute') return execution(asOf(call, run.versions));
  if (name === 'op.sync_enum_values') return synced(call);
  if (call.of.kind === 'member') return method(call, call.of.of, call.of.name, run);
  throw notRead(call, name?.startsWith('op.') === true ? `Phasewise does not read ${name} yet.` : 'Phasewise does not know what this call does.');
}

/** Does evaluating this call send something, or may it? */
export function acts(call: CallValue): boolean {
  const name = calledName(call);
  if (name === undefined) return call.of.kind === 'member' && ( EXECUTING.has(call.of.name) || call.of.name === 'create' || call.of.name === 'drop');
  if (name.startsWith('op.')) return !SILENT.has(name);
  if (QUIET.test(name)) return false;
  return isForeign(call) ? speaks(call) : !isClass(name);
}

/** A library has no way to the database but a connection that it is given. */
function isForeign({ of }: CallValue): boolean {
  return of.kind === 'named' && of.foreign === true;
}

function speaks({ args, keywords }: CallValue): boolean {
  return [...args, ...keywords.map(({ value }) => value)].some((value) => isConnection(value) || isSession(value));
}

/** An object of a library that was given no connection: a path, an answer from the web, a random number. */
function isElsewhere(value: Value): boolean {
  if (value.kind === 'named') return (QUIET.test(value.name) && !/^(?:sa|pg)\./.test(value.name)) || value.foreign === true;
  if (value.kind === 'member') return isElsewhere(value.of);
  return value.kind === 'call' && !speaks(value) && isElsewhere(value.of);
}

/** `session.query(User).filter(…)` */
export function throughSession(value: Value): boolean {
  if (isSession(value)) return true;
  if (value.kind === 'member') return throughSession(value.of);
  return value.kind === 'call' && value.of.kind === 'member' && throughSession(value.of);
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

function synced(call: CallValue): Sent {
  const { statements, gaps } = syncEnum(call);
  return { ...emitted(statements), gaps };
}

function emitted(statements: readonly MappedText[]): Sent {
  return { origin: 'emitted', statements, when: ALWAYS, waits: false };
}

/** `op.execute(sql)`, or `connection.execute(sql, {'name': value})`, whose values stand in the SQL as constants. */
function execution(call: CallValue): Sent {
  const [value, parameters, ...others] = [...call.args, ...call.keywords.filter(({ name }) => name === 'sqltext').map((keyword) => keyword.value)];
  if (!value || others.length > 0) throw new NotRead('Phasewise reads execute with one statement and at most one dict of parameters.', call.place);
  return { ...executed(value, parameters), when: ALWAYS, waits: false };
}

function method(call: CallValue, receiver: Value, name: string, run: Run): Sent | undefined {
  if (receiver.kind === 'batch') {
    if (name === 'execute') return execution(asOf(call, run.versions));
    if (name === 'f') return undefined;
    if (receiver.notRead !== undefined) return undefined;
    const whole = unbatched(call, receiver, name);
    return { ...operated(whole, `op.${name}`, run), waits: true };
  }
  const connected = isConnection(receiver) || isSession(receiver);
  if (connected && (name === 'execute' || name === 'scalar' || name === 'scalars')) return { ...execution(asOf(call, run.versions)), apart: commitsEach(receiver) };
  if (isConnection(receiver) && name === 'exec_driver_sql' && call.args.length === 1 && call.args[0]) return { ...rawText(call.args[0]), when: ALWAYS, waits: false };
  if (isEnum(receiver) && (name === 'create' || name === 'drop')) return typeChange(call, receiver, name);
  if (connected && (QUIET_METHODS.has(name) || name === 'commit')) return undefined;
  if (name === 'get_bind' || LOGGING.has(name) || fromRows(receiver)) return undefined;
  if (isElsewhere(receiver)) return undefined;
  throw notRead(call, throughSession(receiver) ? `Which rows ${name}() writes is decided while Python runs.` : `Phasewise does not know what ${name}() does here.`);
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

/** `op.get_bind()`, and what is the same connection under other names. */
function isConnection(value: Value): boolean {
  if (value.kind === 'member') return (value.name === 'bind' || value.name === 'connection') && isConnection(value.of);
  if (value.kind !== 'call') return false;
  if (value.of.kind === 'member') return ['connect', 'connection', 'execution_options'].includes(value.of.name) && (isConnection(value.of.of) || isSession(value.of.of) || isOwnEngine(value));
  return ['op.get_bind', 'op.get_context', 'alembic.context.get_bind'].includes(calledName(value) ?? '');
}

/** `bind.engine.connect().execution_options(isolation_level='AUTOCOMMIT')`: another connection, of which all is known that matters. */
function isOwnEngine(value: CallValue): boolean {
  const connecting = value.of.kind === 'member' ? value.of.of : value;
  const engine = connecting.kind === 'call' && connecting.of.kind === 'member' && connecting.of.name === 'connect' ? connecting.of.of : undefined;
  return commitsEach(value) && engine?.kind === 'member' && engine.name === 'engine' && isConnection(engine.of);
}

/** `execution_options(isolation_level='AUTOCOMMIT')` */
function commitsEach(value: Value): boolean {
  if (value.kind === 'member') return commitsEach(value.of);
  if (value.kind !== 'call' || value.of.kind !== 'member') return false;
  const level = value.keywords.find(({ name }) => name === 'isolation_level')?.value;
  return (level?.kind === 'string' && level.text.text === 'AUTOCOMMIT') || commitsEach(value.of);
}

/** `Session(bind=op.get_bind())`, `sessionmaker(bind=bind)()`: it speaks through Alembic's connection. */
export function isSession(value: Value): boolean {
  if (value.kind !== 'call') return false;
  if (value.of.kind === 'call') return calledName(value.of) === 'sa.orm.sessionmaker';
  return /^sa\.orm\.(?:session\.)?(?:Session|scoped_session|create_session)$|^sqlmodel\.Session$/.test(calledName(value) ?? '');
}

function isEnum(value: Value): value is CallValue {
  return value.kind === 'call' && ['sa.Enum', 'pg.ENUM'].includes(calledName(value) ?? '');
}
