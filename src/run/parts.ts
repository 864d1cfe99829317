import type { Boundary, Script, Unread } from '../migrations/migration.ts';
import type { PlannedStatement, ScriptPart } from './plan.ts';
import type { PlannedStep } from './make-plan.ts';
import type { Refusal } from './refusal.ts';
import { besideOwn, mixed, unbalanced, unrunnable } from './refuse.ts';

/** What is wrong with a script, before anybody says which revision it is of. */
export type Refused = Omit<Refusal, 'revision' | 'direction'>;

export type PartStep = PlannedStep | Unread | Boundary;

export interface Divided { readonly parts: readonly ScriptPart[]; readonly refused: readonly Refused[] }

/**
 * The transactions of a script, or why it cannot be run. A script that has to stand outside a transaction as a whole
 * does; one that mixes both kinds without saying where is refused, for splitting it would break its atomicity.
 */
export function partsOf(steps: readonly PartStep[], { optsOut }: Pick<Script, 'optsOut'>): Divided {
  const statements = steps.flatMap((step) => (step.kind === 'statement' ? [step.planned] : []));
  const controlled = ownBegin(steps);
  const loose = optsOut || controlled !== undefined || onlyOutside(statements);
  const division = new Division(loose ? 'outside' : 'transaction');
  for (const step of steps) division.add(step);
  const { parts, refused } = division.ended();
  const beside = controlled !== undefined && !optsOut && parts.some(actsOutside) ? [besideOwn(controlled)] : [];
  return { parts, refused: [...steps.flatMap(unrunnable), ...refused, ...beside] };
}

/**
 * Goes along a script. The writer's own BEGIN and COMMIT make a part and are not sent themselves. A COMMIT without a BEGIN
 * ends the script's transaction: what is behind it stands alone, up to a BEGIN that opens one to the end. Many Alembic
 * projects said so before there was `autocommit_block`.
 */
class Division {
  readonly #parts: ScriptPart[] = [];
  readonly #refused: Refused[] = [];
  #statements: PlannedStatement[] = [];
  #kind: ScriptPart['kind'];
  #opened: PlannedStatement | undefined;
  #hasLeft = false;

  constructor(kind: ScriptPart['kind']) {
    this.#kind = kind;
  }

  add(step: PartStep): void {
    if (step.kind === 'statement') return this.#addStatement(step.planned);
    if (step.kind === 'unread') return;
    this.#close();
    this.#kind = step.does === 'enter transaction' ? 'transaction' : 'outside';
  }

  ended(): Divided {
    if (this.#opened && !this.#hasLeft) this.#refused.push(unbalanced(this.#opened, 'opens a transaction that the script never commits'));
    this.#close();
    const nothing: ScriptPart = { kind: 'transaction', begin: 'BEGIN', statements: [] };
    return { parts: this.#parts.length === 0 ? [nothing] : this.#parts, refused: this.#refused };
  }

  #addStatement(statement: PlannedStatement): void {
    switch (controlOf(statement)) {
      case 'begin': return this.#begin(statement);
      case 'commit': return this.#commit(statement);
      case 'rollback': return void this.#refused.push(unbalanced(statement, 'takes back what the script has done'));
      case undefined:
        if (this.#isInside() && statement.effects.transaction === 'refused') this.#refused.push(mixed(statement));
        this.#statements.push(statement);
    }
  }

  #begin(statement: PlannedStatement): void {
    if (this.#isInside()) return void this.#refused.push(unbalanced(statement, 'stands inside a transaction that is already open'));
    this.#close();
    this.#opened = statement;
  }

  #commit(statement: PlannedStatement): void {
    if (!this.#isInside()) {
      if (!this.#hasLeft) this.#refused.push(unbalanced(statement, 'ends a transaction that the script did not begin'));
      return;
    }
    this.#close();
    if (this.#opened) return void (this.#opened = undefined);
    this.#kind = 'outside';
    this.#hasLeft = true;
  }

  #close(): void {
    if (this.#statements.length > 0) {
      const statements = this.#statements;
      this.#parts.push(this.#isInside() ? { kind: 'transaction', begin: this.#opened?.sql ?? 'BEGIN', statements } : { kind: 'outside', statements });
    }
    this.#statements = [];
  }

  #isInside(): boolean {
    return this.#opened !== undefined || this.#kind === 'transaction';
  }
}

/** The BEGIN of a script that manages its transactions itself: before it nothing has ended one. */
function ownBegin(steps: readonly PartStep[]): PlannedStatement | undefined {
  const first = steps.find((step) => step.kind === 'boundary' || step.kind === 'statement' && controlOf(step.planned) !== undefined);
  return first?.kind === 'statement' && controlOf(first.planned) === 'begin' ? first.planned : undefined;
}

function onlyOutside(statements: readonly PlannedStatement[]): boolean {
  const acting = statements.filter((statement) => !isSetting(statement));
  return acting.length > 0 && acting.every(({ effects }) => effects.transaction === 'refused');
}

function actsOutside(part: ScriptPart): boolean {
  return part.kind === 'outside' && part.statements.some((statement) => !isSetting(statement));
}

function controlOf({ operations }: PlannedStatement): 'begin' | 'commit' | 'rollback' | undefined {
  for (const operation of operations) {
    if (operation.kind !== 'transaction') continue;
    if (operation.does === 'begin' || operation.does === 'commit' || operation.does === 'rollback') return operation.does;
  }
  return undefined;
}

/** It changes the connection alone, and may stand on either side of a transaction. */
function isSetting({ operations }: PlannedStatement): boolean {
  return operations.length > 0 && operations.every(({ kind }) => kind === 'set');
}
