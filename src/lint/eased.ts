import type { Effect, Target } from '../effects/effect.ts';
import type { Level } from '../rule/finding.ts';
import type { Judgement } from '../rule/situation.ts';

/**
 * The level of a finding on the tables it speaks of: work that grows with the rows of a table that is known to be small
 * is over in a moment, and is noted only. What breaks an application does not depend on rows and stays what it is.
 */
export function eased(level: Level, because: readonly Effect[], judgement: Pick<Judgement, 'statistics' | 'smallTable'>): Level {
  const grows = because.some(({ kind }) => kind !== 'lock' && kind !== 'wait');
  const tables = because.filter(({ kind, role }) => kind !== 'wait' && role !== 'index');
  return grows && tables.length > 0 && tables.every(({ on }) => isSmall(on, judgement)) ? 'note' : level;
}

export function isSmall(on: Target, { statistics, smallTable }: Pick<Judgement, 'statistics' | 'smallTable'>): boolean {
  const rows = on.kind === 'relation' ? statistics?.table(on.relation)?.rows : undefined;
  return rows !== undefined && rows <= smallTable;
}
