import type { Cure, Phase } from '../../migrations/cure.ts';
import type { StatementAt } from '../../migrations/migration.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, keep, phases } from './build.ts';

/** Each of these statements of a script in a transaction of its own, in their order. */
export function apart(statements: readonly StatementAt[], here: Situation): Cure {
  const wanted = new Set(statements.map(({ index }) => index));
  return phases(...here.script.filter(({ at }) => wanted.has(at.index)).map(({ at, reading }): Phase => {
    const drops = reading.operations.some(({ kind }) => kind === 'drop column' || kind === 'drop table');
    return inTransaction(drops ? 'contract' : 'expand', keep(at));
  }));
}
