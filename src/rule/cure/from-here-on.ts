import type { StatementAt } from '../../migrations/migration.ts';
import type { Situation } from '../situation.ts';

/** The statement and those behind it that share its transaction, in order. */
export function fromHereOn({ at: { index }, session: { transaction }, script }: Situation): readonly StatementAt[] {
  return script
    .filter(({ at, session, reading }) => at.index >= index && session.transaction?.id === transaction?.id
      && !reading.operations.some(({ kind }) => kind === 'transaction'))
    .map(({ at }) => at);
}
