import { ALWAYS } from '../../migrations/condition.ts';
import type { Condition, Reach } from '../../migrations/condition.ts';
import type { Statement } from '../../migrations/migration.ts';
import type { MappedText } from '../../text/mapped.ts';
import { unbatched } from './batch.ts';
import { createType, dropType, enumType } from './emit/enum.ts';
import { executed, rawText } from './emit/execute.ts';
import type { Naming } from './emit/naming.ts';
import type { TypesMade } from './emit/table.ts';
import { OPERATIONS } from './operations.ts';
import { reachOf } from './reach.ts';
import type { CallValue, Value } from './value.ts';
import { NotRead, calledName, notRead } from './value.ts';

/** What one call sends. `waits`: inside a batch, until the block ends. */
export interface Sent {
  readonly origin: Statement['origin'];
  readonly statements: readonly MappedText[];
  readonly when: Condition;
  readonly reach: Reach;
  readonly waits: boolean;
}

/** What a run knows beside its calls. */
export interface Run { readonly naming: Naming; readonly types: TypesMade }

/** Calls of Alembic that send nothing. */
const SILENT = new Set(['op.f', 'op.get_bind', 'op.get_context', 'op.inline_literal']);
const HARMLESS = /^(?:builtins\.(?:print|str|int|float|len|range|dict|list|tuple|set|sorted|enumerate|zip|isinstance)|logging\..*|time\.time|datetime\..*|warnings\.warn)$/;
const EXECUTING = new Set(['execute', 'exec_driver_sql', 'scalar', 'scalars']);

/** Libraries whose functions touch no database by themselves; a function of the project may do anything. */
const QUIET = /^(?:sa|pg|builtins|alembic|os|sys|re|json|uuid|datetime|time|math|string|textwrap|itertools|functools|collections|pathlib|decimal|enum|typing|logging|random|hashlib|base64|csv|io|copy|operator|warnings)(?:\.|$)/;

/** What a call sends; undefined for one that sends nothing. Throws `NotRead`. */
export function performed(call: CallValue, run: Run): Sent | undefined {
  const name = calledName(call);
  if (name !== undefined && (SILENT.has(name) || HARMLESS.test(name))) return undefined;
  const operation = name === undefined ? undefined : OPERATIONS[name];
  if (operation) return emitted(operation.emit(call, run.naming, run.types), call);
  if (name === 'op.execute') return execution(call);
  if (call.of.kind === 'member') return method(call, call.of.of, call.of.name, run);
  throw notRead(call, name?.startsWith('op.') === true ? `Phasewise does not read ${name} yet.` : 'Phasewise does not know what this call does.');
}

/** Does evaluating this call send something, or may it? */
export function acts(call: CallValue): boolean {
  const name = calledName(call);
  if (name === undefined) return call.of.kind === 'unknown' || (call.of.kind === 'member' && (EXECUTING.has(call.of.name) || call.of.name === 'create' || call.of.name === 'drop'));
  return name.startsWith('op.') ? !SILENT.has(name) : !QUIET.test(name);
}

/** Does it ask the database, so that rows decide its value? */
export function asks(call: CallValue): boolean {
  return call.of.kind === 'member' && EXECUTING.has(call.of.name);
}

function emitted(statements: readonly MappedText[], call: CallValue): Sent {
  return { origin: 'emitted', statements, when: ALWAYS, reach: reachOf(call), waits: false };
}

/** `op.execute(sql)`, or `connection.execute(sql, {'name': value})`, whose values stand in the SQL as constants. */
function execution(call: CallValue): Sent {
  const [value, parameters, ...others] = [...call.args, ...call.keywords.filter(({ name }) => name === 'sqltext').map((keyword) => keyword.value)];
  if (!value || others.length > 0) throw new NotRead('Phasewise reads execute with one statement and at most one dict of parameters.', call.place);
  return { ...executed(value, parameters), when: ALWAYS, reach: 'anything', waits: false };
}

function method(call: CallValue, receiver: Value, name: string, run: Run): Sent | undefined {
  if (receiver.kind === 'batch') {
    if (name === 'execute') return execution(call);
    if (name === 'f') return undefined;
    const whole = unbatched(call, receiver, name);
    return { ...emitted(OPERATIONS[`op.${name}`]?.emit(whole, run.naming, run.types) ?? [], call), waits: true };
  }
  if (isConnection(receiver) && name === 'execute') return execution(call);
  if (isConnection(receiver) && name === 'exec_driver_sql' && call.args.length === 1 && call.args[0]) return { ...rawText(call.args[0]), when: ALWAYS, reach: 'anything', waits: false };
  if (isEnum(receiver) && (name === 'create' || name === 'drop')) return typeChange(call, receiver, name);
  if (name === 'get_bind' || isLogger(receiver)) return undefined;
  throw notRead(call, 'Phasewise does not know what this call does.');
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
  return { ...emitted([method === 'create' ? createType(placed) : dropType(placed)], call), when };
}

function isConnection(value: Value): boolean {
  if (value.kind === 'member') return (value.name === 'bind' || value.name === 'connection') && isConnection(value.of);
  return value.kind === 'call' && ['op.get_bind', 'op.get_context'].includes(calledName(value) ?? '');
}

function isEnum(value: Value): value is CallValue {
  return value.kind === 'call' && ['sa.Enum', 'pg.ENUM'].includes(calledName(value) ?? '');
}

function isLogger(receiver: Value): boolean {
  return receiver.kind === 'call' && calledName(receiver) === 'logging.getLogger';
}
