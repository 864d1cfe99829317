import type { CallValue, Value } from './value.ts';
import { calledName, partsOf } from './value.ts';

/** `op.get_bind()`, and what is the same connection under other names. */
export function isConnection(value: Value): boolean {
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
export function commitsEach(value: Value): boolean {
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

/** `session.query(User).filter(…)` */
export function throughSession(value: Value): boolean {
  if (isSession(value)) return true;
  if (value.kind === 'member') return throughSession(value.of);
  return value.kind === 'call' && value.of.kind === 'member' && throughSession(value.of);
}

/** `op` itself, or an operation of it that is not called but handed on. */
export function isOperation(value: Value): boolean {
  return value.kind === 'named' && /^op(?:\.|$)/.test(value.name);
}

/** Does a value give its holder a way to the database: the connection, a session on it, or Alembic's operations? */
export function holdsConnection(value: Value): boolean {
  if (isConnection(value) || isSession(value) || isOperation(value)) return true;
  if (value.kind === 'member') return value.name !== 'dialect' && holdsConnection(value.of);
  const parts = value.kind === 'call' && value.of.kind === 'named' ? partsOf(value).slice(1) : partsOf(value);
  return parts.some(holdsConnection);
}
