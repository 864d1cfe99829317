import type { Loss } from '../../effects/loss.ts';
import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf, SqlType } from '../../operations/operation.ts';
import { quoteName } from '../../sql/quote.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, phases, sql } from './build.ts';
import { rest } from './clause.ts';
import { moveColumn } from './move-column.ts';
import { nameFor } from './name.ts';

type SetType = OperationOf<'set type'>;

/**
 * A limit that holds for new values at once, for old ones when they are proven to keep it, and then the new type by way
 * of a new column. For a string the CHECK is all that a length says.
 */
export function narrowed(operation: SetType, from: SqlType, losses: readonly Loss[], here: Situation): Cure {
  const limit = limitOf(operation, from, losses);
  if (limit === undefined) return losses.some(({ kind }) => kind === 'unreadable') ? released(operation, moveColumn(operation, here)) : moveColumn(operation, here);
  const proof = proven(operation, limit, losses, here);
  const isLimitAlone = ['text', 'varchar'].includes(from.name) && operation.to.name === 'varchar';
  if (!isLimitAlone) return moveColumn(operation, here, proof);
  const others = rest(operation, here);
  return phases(...(others.length > 0 ? [inTransaction('expand', ...others)] : []), ...proof);
}

function proven(operation: SetType, limit: string, losses: readonly Loss[], here: Situation): readonly Phase[] {
  const { table, column } = operation;
  const alter = `ALTER TABLE ${here.textOf(table.span)}`;
  const name = quoteName(here.freeConstraintName(table, nameFor(table.name, [column.name], 'check')));
  const written = quoteName(column.name);
  const shortened = losses.find(({ kind }) => kind === 'shortened') !== undefined;
  const length = losses.find((loss) => 'length' in loss)?.length;
  return [
    { ...inTransaction('expand', sql(`${alter} ADD CONSTRAINT ${name} CHECK (${limit}) NOT VALID`)), deployBefore: keepsTo(operation) },
    ...(shortened ? [inTransaction('backfill', { kind: 'backfill', table, set: `${written} = left(${written}, ${length})`, where: `char_length(${written}) > ${length}` })] : []),
    { ...inTransaction('expand', sql(`${alter} VALIDATE CONSTRAINT ${name}`)), ...(!shortened && { gate: `No row breaks it any more: SELECT count(*) FROM ${here.textOf(table.span)} WHERE NOT (${limit}).` }) },
  ];
}

function released(operation: SetType, cure: Cure): Cure {
  if (cure.kind !== 'phases') return cure;
  return { ...cure, phases: cure.phases.map((phase, at) => (at === 0 ? { ...phase, deployBefore: keepsTo(operation) } : phase)) };
}

function keepsTo({ column, to }: SetType): string {
  return `Deploy a release that writes to ${column.name} only what fits into ${to.text}.`;
}

const BOUNDS: Readonly<Record<string, string>> = {
  int2: '-32768 AND 32767', int4: '-2147483648 AND 2147483647', int8: '-9223372036854775808 AND 9223372036854775807',
};

/** The condition that all values keep that fit, where one can be written down. */
function limitOf({ column, to }: SetType, from: SqlType, losses: readonly Loss[]): string | undefined {
  const name = quoteName(column.name);
  const isBits = from.name === 'bit' || from.name === 'varbit';
  const long = losses.find((loss) => 'length' in loss);
  if (long && !to.array) return isBits ? (long.kind === 'shortened' ? undefined : `length(${name}) <= ${long.length}`) : `char_length(${name}) <= ${long.length}`;
  if (to.array || !losses.some(({ kind }) => kind === 'out of range')) return undefined;
  const bounds = BOUNDS[to.name];
  if (bounds !== undefined) return `${name} BETWEEN ${bounds}`;
  const [precision = 0, scale = 0] = to.modifiers;
  const value = from.name.startsWith('float') ? name : `round(${name}, ${scale})`;
  return `abs(${value}) < 1${'0'.repeat(Math.max(0, precision - scale))}`;
}
