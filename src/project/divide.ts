import type { Part, Phase } from '../migrations/cure.ts';
import type { Piece } from '../migrations/division.ts';
import type { Script, StatementAt } from '../migrations/migration.ts';
import type { Operation, OperationOf } from '../operations/operation.ts';
import { asWritten } from '../sql/stand-in.ts';

/** The cure of one statement. */
export interface CuredStatement {
  readonly at: StatementAt;
  /** Statements of ours that go before it, such as `SET lock_timeout`. */
  readonly before: readonly Part[];
  /** What takes its place; undefined: it stays. */
  readonly phases: readonly Phase[] | undefined;
}

/** What a part asks for; a part of ours is read like any other. */
export type Reads = (part: Part) => readonly Operation[];

interface Draft { readonly transaction: Piece['transaction']; readonly parts: Part[] }

/**
 * A script with some statements cured, in as few pieces as keep the order: what stays goes on in the piece before it,
 * what needs a transaction of its own, or none, begins a new one. `validateLast`: what is only proven is proven at the
 * end, so that the rest of the script stays together.
 */
export function divided(script: Script, cures: readonly CuredStatement[], reads: Reads, { validateLast }: { readonly validateLast: boolean }): readonly Piece[] {
  const drafts: Draft[] = [];
  const last: Part[] = [];
  const open = (transaction: Piece['transaction'], isNew: boolean): Draft => {
    const current = drafts.at(-1);
    const fits = current?.transaction === transaction && transaction === 'own' && !isNew;
    if (current && fits) return current;
    const draft: Draft = { transaction, parts: settingsIn(drafts, transaction, reads) };
    drafts.push(draft);
    return draft;
  };

  script.steps.forEach((_, index) => {
    const at = { script: script.id, index };
    const cure = cures.find((one) => one.at.index === index);
    const phases = cure?.phases ?? [{ phase: 'expand', transaction: 'own', parts: [{ kind: 'keep', at }] } satisfies Phase];
    phases.forEach(({ transaction, parts }, number) => {
      if (validateLast && number > 0 && parts.every((part) => isValidation(reads(part)))) last.push(...parts);
      else open(transaction, number > 0).parts.push(...(number === 0 && transaction === 'own' ? cure?.before ?? [] : []), ...parts);
    });
  });
  if (last.length > 0) open('own', true).parts.push(...last);
  return drafts.map(({ transaction, parts }) => {
    const operations = parts.flatMap(reads).filter(({ kind }) => kind !== 'set');
    return { transaction, parts, about: aboutOf(operations), ...(isValidation(operations.slice(0, 1)) && { proves: true as const }) };
  });
}

/** Settings hold for what comes later, wherever that is written; how long one waits for a lock must not end a concurrent build. */
function settingsIn(drafts: readonly Draft[], transaction: Piece['transaction'], reads: Reads): Part[] {
  const own = drafts.filter((draft) => draft.transaction === 'own').flatMap(({ parts }) => parts);
  const settings = own.filter((part) => isSetting(reads(part)));
  const distinct = settings.filter((part, index) => settings.findIndex((one) => sameSetting(one, part)) === index);
  return transaction === 'own' ? distinct : distinct.filter((part) => !reads(part).every((one) => one.kind === 'set' && TIMEOUTS.has(one.setting)));
}

const TIMEOUTS = new Set(['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout']);

function sameSetting(one: Part, other: Part): boolean {
  if (one.kind === 'sql' && other.kind === 'sql') return one.sql === other.sql;
  return one.kind === 'keep' && other.kind === 'keep' && one.at.index === other.at.index;
}

export function isSetting(operations: readonly Operation[]): boolean {
  return operations.length > 0 && operations.every(({ kind }) => kind === 'set');
}

export function isValidation(operations: readonly Operation[]): boolean {
  return operations.length > 0 && operations.every(({ kind }) => kind === 'validate constraint' || kind === 'validate domain constraint');
}

/** Statements behind which a constraint may as well be proven: none of them asks whether it is, or changes a row. */
const MAY_COME_BEFORE: ReadonlySet<Operation['kind']> = new Set([
  'add constraint', 'add column', 'create index', 'create table', 'create sequence', 'create enum', 'comment', 'set', 'set default', 'drop default',
]);

export function mayValidateLast(script: Script, from: number, reads: Reads): boolean {
  return script.steps.every((_, index) => index <= from || reads({ kind: 'keep', at: { script: script.id, index } }).every((operation) =>
    MAY_COME_BEFORE.has(operation.kind) && !(operation.kind === 'add constraint' && operation.constraint.usingIndex !== undefined)));
}

/** A few words for the name of a file. */
export function aboutOf(operations: readonly Operation[]): string {
  const [said] = operations;
  if (!said) return '';
  switch (said.kind) {
    case 'validate constraint': case 'validate domain constraint': return asWritten(`validate ${said.constraint.name}`);
    case 'create index': return asWritten(`index ${said.table.name}${columnsOf(said)}`);
    case 'drop index': return asWritten(`drop ${said.index.name}`);
    case 'reindex': return asWritten(`reindex ${said.target?.name ?? said.what}`);
    case 'refresh': return asWritten(`refresh ${said.view.name}`);
    case 'detach partition': return asWritten(`detach ${said.partition.name}`);
    default: return 'table' in said && said.table ? asWritten(`${said.kind.split(' ')[0] ?? ''} ${said.table.name}`) : said.kind;
  }
}

function columnsOf({ keys }: OperationOf<'create index'>): string {
  const columns = keys.flatMap(({ expression: { shape, columns: [column] } }) => (shape === 'column' ? column ?? [] : []));
  return columns.length === keys.length ? ` by ${columns.join(', ')}` : '';
}
