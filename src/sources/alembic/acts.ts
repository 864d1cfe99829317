import { holdsConnection, isConnection, isOperation, throughSession } from './connection.ts';
import { isHarmless } from './harmless.ts';
import type { CallValue, Value } from './value.ts';
import { NotRead, calledName, notRead } from './value.ts';

/** Calls of Alembic that send nothing. */
export const SILENT = new Set(['op.f', 'op.get_bind', 'op.get_context', 'op.inline_literal', 'op.batch_alter_table']);
const EXECUTING = new Set(['execute', 'exec_driver_sql', 'scalar', 'scalars']);
const SENDING_METHODS = new Set([...EXECUTING, 'create', 'drop']);
/** Methods of a session, or of a query through it, that change rows. */
const WRITING = new Set(['update', 'delete', 'merge', 'bulk_save_objects', 'bulk_insert_mappings', 'bulk_update_mappings']);

/** SQLAlchemy, and libraries that describe types for it: what they make is read where it is used. */
const DESCRIBING = /^(?:sa|pg|sqlmodel|sqlalchemy_utils|geoalchemy2|pgvector|fastapi_users_db_sqlalchemy)\./;

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
export function isHarmlessObject(value: Value): boolean {
  const root = rootOf(value);
  return root.kind === 'named' && isHarmless(root.name) && !holdsConnection(value);
}

/** Is it given a function that sends something? What else it is given, a harmless one only looks at. */
export function handsOver({ args, keywords }: CallValue): boolean {
  return [...args, ...keywords.map(({ value }) => value)].some((value) => isOperation(value) || (value.kind === 'member' && SENDING_METHODS.has(value.name) && holdsConnection(value.of)));
}

/** Why nobody can say what a call does that is not followed. */
export function notFollowed(call: CallValue, otherwise: string): NotRead {
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
