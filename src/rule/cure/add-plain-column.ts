import type { Part, Phase } from '../../migrations/cure.ts';
import type { ColumnSpec, ConstraintSpec, OperationOf } from '../../operations/operation.ts';
import { blankBefore } from '../../sql/blank.ts';
import { quoteName } from '../../sql/quote.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';
import type { Span, TextEdit } from '../../text/place.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, sql } from './build.ts';
import { nameFor } from './name.ts';
import { proveNotNull } from './not-null.ts';
import { usingIndex } from './using-index.ts';

type AddColumn = OperationOf<'add column'>;

/** The same ADD COLUMN without the clauses that would touch every row; `also`: further clauses to take out or replace. */
export function plainColumn({ column }: AddColumn, here: Situation, ...also: readonly TextEdit[]): Part {
  const gone = [...requiring(column), ...apart(column, KEYS_AND_CHECKS).map(({ span }) => span)];
  return change(here.at, 'without default', ...also, ...gone.map((span) => withoutClause(here, span)));
}

/** What was taken out, put back once the rows have values: NOT NULL by proof, keys by concurrent builds, checks unproven first. */
export function putBack(operation: AddColumn, here: Situation, isRequired: boolean): readonly Phase[] {
  const { table, column } = operation;
  const required = isRequired || column.constraints.some(({ type }) => type === 'primary key');
  return [
    ...(required ? proveNotNull({ table: table.name, written: here.textOf(table.span), column: column.name.name }, here.lowest) : []),
    ...addedLater(apart(column, KEYS_AND_CHECKS), operation, here),
  ];
}

/** A column with its default, and then what would look at every row, each in a form that stops nobody. */
export function columnFirst(operation: AddColumn, here: Situation): readonly Phase[] {
  const later = apart(operation.column, [...KEYS_AND_CHECKS, ...(operation.column.fallback ? ['foreign key'] as const : [])]);
  return [
    inTransaction('expand', change(here.at, 'without clause', ...later.map(({ span }) => withoutClause(here, span)))),
    ...addedLater(later, operation, here),
  ];
}

/** NOT NULL, with its name if it has one. */
function requiring({ notNull, constraints }: ColumnSpec): readonly Span[] {
  if (!notNull) return [];
  const named = constraints.find(({ type }) => type === 'not null');
  return [named?.span ?? notNull];
}

const KEYS_AND_CHECKS = ['unique', 'primary key', 'check'] as const;

function apart({ constraints }: ColumnSpec, types: readonly ConstraintSpec['type'][]): readonly ConstraintSpec[] {
  return constraints.filter(({ type }) => types.includes(type));
}

function addedLater(all: readonly ConstraintSpec[], operation: AddColumn, here: Situation): readonly Phase[] {
  const { table, column, when, span } = operation;
  const unproven = all.filter(({ type }) => type === 'check' || type === 'foreign key');
  return [
    ...all.filter((key) => !unproven.includes(key)).flatMap((key) => usingIndex(
      { kind: 'add constraint', table, when, span, constraint: { ...key, columns: [column.name.name] } },
      here,
      key.type === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE',
    )),
    ...(unproven.length > 0 ? unprovenFirst(unproven, operation, here) : []),
  ];
}

/** Constraints as they stand inside the column: all are added at once, then each is validated. */
function unprovenFirst(all: readonly ConstraintSpec[], { table, column }: AddColumn, here: Situation): readonly Phase[] {
  const alter = `ALTER TABLE ${here.textOf(table.span)}`;
  const names = all.reduce<readonly string[]>((taken, { type, name }) => {
    const made = nameFor(table.name, [column.name.name], type === 'check' ? 'check' : 'fkey');
    return [...taken, name?.name ?? here.freeConstraintName(table, made, taken)];
  }, []);
  const added = all.map(({ type, span }, at) => {
    const words = type === 'check' ? '' : `FOREIGN KEY (${quoteName(column.name.name)}) `;
    return sql(`${alter} ADD CONSTRAINT ${quoteName(names[at] ?? '')} ${words}${withoutName(here.textOf(span))} NOT VALID`);
  });
  return [
    inTransaction('expand', ...added),
    ...names.map((name) => inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${quoteName(name)}`))),
  ];
}

function withoutName(text: string): string {
  const [first, , third] = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  return first && third && wordOf(text, first) === 'constraint' ? text.slice(third.start) : text;
}

/** Rows that exist get their value in batches. */
export function fill({ table, column }: AddColumn, here: Situation, value: string): Phase {
  const name = here.textOf(column.name.span);
  return inTransaction('backfill', { kind: 'backfill', table, set: `${name} = ${value}`, where: `${name} IS NULL` });
}

function withoutClause(here: Situation, { start, end }: Span): TextEdit {
  return { span: { start: blankBefore(here.sql, start), end }, text: '' };
}
