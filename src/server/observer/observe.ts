import type { Crew } from './crew.ts';
import type { Observation } from './observation.ts';
import { observeOutside } from './outside.ts';
import { observeWithin } from './within.ts';

/**
 * Runs statements together in one transaction that is rolled back, and says what was observed. A single one that is
 * refused there is run outside of it, for good.
 */
export async function observe(crew: Crew, statements: readonly string[]): Promise<Observation> {
  const { client } = crew.subject;
  await client.query('BEGIN');
  const observation = await observeWithin(crew, statements);
  await client.query('ROLLBACK');
  const [statement, another] = statements;
  const alone = observation.transaction === 'refused' && another === undefined;
  return alone && statement !== undefined ? observeOutside(crew, statement) : observation;
}
