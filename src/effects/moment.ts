import type { Catalog } from '../catalog/catalog.ts';
import type { Doubt, Known } from '../catalog/doubt.ts';
import type { Index, Relation } from '../catalog/object.ts';
import type { Operation } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Major, Role, Target } from './effect.ts';
import type { Concerned } from './part.ts';

/** The moment before a statement runs on a server of one major. */
export interface Moment {
  readonly operations: readonly Operation[];
  readonly before: Catalog;
  readonly session: Session;
  readonly major: Major;
}

/**
 * A relation that a statement names. Without `relation` the catalog does not know it, and it is taken to exist. `only`:
 * the statement leaves out what stands below it.
 */
export interface Found { readonly on: Target; readonly relation?: Relation; readonly only?: boolean }
export interface FoundIndex extends Found { readonly index?: Index }

/** The relation of that name; undefined where there surely is none, or none before this very statement makes it. */
export function find(name: Reference, moment: Moment): Found | undefined {
  const found = lookedUp(name, moment);
  return found && name.only ? { ...found, only: true } : found;
}

/** A name as a statement has it: with ONLY, or without. */
type Reference = ObjectName & { readonly only?: boolean };

function lookedUp(name: ObjectName, moment: Moment): Found | undefined {
  if (name.type === 'index') return findIndex(name, moment);
  const { operations, before, session } = moment;
  const answer = before.relation(name, session);
  if (answer.known) return answer.value ? foundOf(answer.value) : existing(findIndex(name, moment));
  if (answer.last) return foundOf(answer.last);
  return madeBy(operations).some((made) => isSaid(made, name)) ? undefined : { on: unresolved(nameOf(name), answer.doubt) };
}

export function findIndex(name: ObjectName, { before, session }: Moment): FoundIndex | undefined {
  const answer = before.index(name, session);
  const index = answer.known ? answer.value : answer.last;
  if (index) return { ...foundOf(index.relation), index };
  return answer.known ? undefined : { on: unresolved(nameOf(name), answer.doubt) };
}

export function foundOf(relation: Relation): { readonly on: Target; readonly relation: Relation } {
  return { on: { kind: 'relation', relation }, relation };
}

export function concerned(relation: Relation, role: Role, certain = true): Concerned {
  return { on: { kind: 'relation', relation }, role, certain };
}

/** A relation, or several, of which only these words are known. */
export function suspected(words: string, doubt: Doubt, role: Role): Concerned {
  return { on: unresolved(words, doubt), role, certain: false };
}

export function unresolved(name: string, doubt: Doubt): Target {
  return { kind: 'unresolved', name, doubt };
}

/** What a target is called in words about it. */
export function wordsOf(on: Target): string {
  return on.kind === 'relation' ? on.relation.name : on.name;
}

/** What no statement has made is a name at first, and a relation from the first statement on that speaks of it. */
export function sameTarget(a: Target, b: Target): boolean {
  if (a.kind === 'unresolved') return b.kind === 'unresolved' ? a.name === b.name : isCalled(b.relation, a.name);
  return b.kind === 'unresolved' ? isCalled(a.relation, b.name) : a.relation.id === b.relation.id;
}

function isCalled({ born, schema, name }: Relation, words: string): boolean {
  return born.script === 'before' && (words === name || words === `${schema}.${name}`);
}

/** What is known, else what was true before the doubt, else nothing. */
export function lastKnown<T>(answer: Known<readonly T[]>): readonly T[] {
  return answer.known ? answer.value : answer.last ?? [];
}

function existing(found: Found | undefined): Found | undefined {
  return found?.relation && found;
}

function nameOf({ schema, name }: Pick<ObjectName, 'schema' | 'name'>): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** Asked of every operation of a statement, of which there may be thousands. */
function madeBy(operations: readonly Operation[]): readonly ObjectName[] {
  const known = made.get(operations);
  if (known) return known;
  const names = operations.flatMap((operation): readonly ObjectName[] => {
    switch (operation.kind) {
      case 'create table': return [operation.table];
      case 'create view': return [operation.view];
      case 'create sequence': return [operation.sequence];
      default: return [];
    }
  });
  made.set(operations, names);
  return names;
}

const made = new WeakMap<readonly Operation[], readonly ObjectName[]>();

function isSaid(made: ObjectName, { schema, name }: ObjectName): boolean {
  return made.name === name && (made.schema === schema || made.schema === undefined || schema === undefined);
}
