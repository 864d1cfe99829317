import type { Catalog } from '../catalog/catalog.ts';
import type { Known } from '../catalog/doubt.ts';
import type { Birth } from '../catalog/object.ts';
import { emptyCatalog } from '../catalog/replayed.ts';
import { runsCode, unfold } from '../catalog/unfold.ts';
import { isUndecidable } from '../migrations/condition.ts';
import type { Kind, Operation, OperationOf } from '../operations/operation.ts';
import { newSession } from '../session/connection.ts';
import type { Session } from '../session/session.ts';
import type { Told } from './add-up.ts';
import { addUp } from './add-up.ts';
import type { Major, Role, StatementEffects } from './effect.ts';
import { FACTS } from './facts.ts';
import type { Fact, Form, Here } from './form.ts';
import { modeOn } from './lock-modes.ts';
import type { Caused } from './merge.ts';
import { merge } from './merge.ts';
import type { Found, Moment } from './moment.ts';
import { find } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { subjectsOf } from './subject.ts';
import { below } from './tree.ts';

/** What PostgreSQL of this major does when it runs a statement that asks for these operations. */
export function effectsOf(operations: readonly Operation[], before: Catalog, session: Session, major: Major): StatementEffects {
  const own = effectsIn({ operations, before, session, major });
  if (!runsCode(operations, before)) return own;
  const unfolded = unfold(operations, before, session, NOBODY);
  const told = unfolded.runs.map((run): Told => ({ run, effects: effectsOf(run.operations, run.before, run.session, major) }));
  return addUp(own, told, unfolded, NOBODY);
}

/** Whether PostgreSQL refuses it in a transaction block, as far as its form alone tells. */
export function refusedInTransaction(operations: readonly Operation[]): boolean {
  const { before, session, major } = NOWHERE;
  if (runsCode(operations, before)) return effectsOf(operations, before, session, major).transaction === 'refused';
  const moment: Moment = { operations, before, session, major };
  return operations.some((operation) => mayRun(operation, moment) && formOf(factOf(operation.kind), operation, moment).transaction === 'refused');
}

const NOWHERE = { before: emptyCatalog(), session: newSession({ settings: {} }), major: 18 } as const;

/** Whatever a single statement makes while it is looked at. */
const NOBODY: Birth = { script: 'before', transaction: undefined, statement: -1 };

/**
 * What it does itself on each of several majors, the code that it runs left out. Most statements are the same to all of
 * them: where nothing asked which one it is, the answer for one is the answer for the others, the very object.
 */
export function effectsOfOneOn(majors: readonly Major[], operations: readonly Operation[], before: Catalog, session: Session): readonly StatementEffects[] {
  let shared: StatementEffects | undefined;
  return majors.map((major) => {
    if (shared) return shared;
    let asked = false;
    const effects = effectsIn({ operations, before, session, get major() { asked = true; return major; } });
    if (!asked) shared = effects;
    return effects;
  });
}

function effectsIn(moment: Moment): StatementEffects {
  const all: Caused[] = [];
  moment.operations.forEach((operation, by) => {
    const runs = runsIn(operation, moment);
    if (runs.known && !runs.value) return;
    const sure = runs.known || !isUndecidable(operation.when);
    const parts = partsOf(operation, moment);
    for (const part of sure ? parts : parts.flatMap(doubtful)) all.push({ part, by });
  });
  return merge(all);
}

function runsIn({ when }: Operation, { before, session }: Moment): Known<boolean> {
  return when.kind === 'always' ? YES : before.holds(when, session);
}

const YES: Known<boolean> = { known: true, value: true };

function mayRun(operation: Operation, moment: Moment): boolean {
  const runs = runsIn(operation, moment);
  return !runs.known || runs.value;
}

function partsOf(operation: Operation, moment: Moment): readonly Part[] {
  const fact = factOf(operation.kind);
  const form = formOf(fact, operation, moment);
  return [
    ...(form.since ? [{ kind: 'since', major: form.since } as const] : []),
    ...(form.transaction ? [{ kind: 'transaction', rule: form.transaction } as const] : []),
    ...named(operation, form, moment),
    ...(fact.decides?.(operation, hereIn(moment, form)) ?? []),
  ];
}

/** Looks at the major only when it is asked for. */
function hereIn(moment: Moment, form: Form): Here {
  const { operations, before, session } = moment;
  return { operations, before, session, form, get major() { return moment.major; } };
}

/** Each kind's fact takes the operations of its kind, which the table's type cannot say for a kind that varies. */
function factOf(kind: Kind): Fact<Kind> {
  return FACTS[kind] as Fact<Kind>;
}

function formOf(fact: Fact<Kind>, operation: OperationOf<Kind>, moment: Moment): Form {
  if (!fact.as && !fact.concurrently && !fact.full) return fact;
  return {
    lock: fact.lock, role: fact.role, certain: fact.certain, below: fact.below, others: fact.others, transaction: fact.transaction, since: fact.since, waits: fact.waits,
    ...fact.as?.(operation, moment),
    ...('concurrently' in operation && operation.concurrently && fact.concurrently),
    ...('full' in operation && operation.full && fact.full),
  };
}

/** The lock on what the operation names and what stands below it, and the waits for its users. */
function named(operation: Operation, form: Form, moment: Moment): readonly Part[] {
  const mode = modeOn(form.lock, moment);
  return subjectsOf(operation).flatMap((name) => {
    const found = find(name, moment);
    if (!found) return [];
    const certain = form.certain !== false && !mayBeAbsent(operation, found);
    const self: Concerned = { on: found.on, role: form.role ?? roleOf(found), certain };
    const all = [self, ...(form.below ? below(found, form.below, moment) : [])];
    return [
      ...(mode === 'none' ? [] : all.map((one): Part => ({ kind: 'lock', ...one, mode }))),
      ...(form.waits ?? []).map((who): Part => ({ kind: 'wait', ...self, for: who })),
    ];
  });
}

/** What IF EXISTS guards and nobody knows of. */
function mayBeAbsent(operation: Operation, { on }: Found): boolean {
  const { kind } = operation;
  return (kind === 'drop table' || kind === 'drop index' || kind === 'drop view' || kind === 'drop sequence') && operation.ifExists && on.kind === 'unresolved';
}

/** ALTER TABLE renames indexes and sequences as well. */
function roleOf({ relation }: Found): Role {
  return relation?.type === 'index' || relation?.type === 'sequence' ? relation.type : 'table';
}

function doubtful(part: Part): readonly Part[] {
  if (part.kind === 'fails') return [];
  return ['certain' in part ? { ...part, certain: false } : part];
}
