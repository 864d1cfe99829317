import { ALWAYS } from '../../migrations/condition.ts';
import type { Condition } from '../../migrations/condition.ts';
import type { LeftOut, Statement, Unread } from '../../migrations/migration.ts';
import { caused } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import { SILENT, handsOver, isHarmlessObject, notFollowed } from './acts.ts';
import { unbatched } from './batch.ts';
import { commitsEach, isConnection, isSession, throughSession } from './connection.ts';
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
import { NotRead, calledName, fromRows } from './value.ts';

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

/** Methods of a connection or a session that send nothing of their own. */
const QUIET_METHODS = new Set(['get_bind', 'close', 'flush', 'connection', 'begin', 'begin_nested', 'invalidate', 'dispose', 'expire_all', 'execution_options']);
/** Methods of a logger. */
const LOGGING = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log']);

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
