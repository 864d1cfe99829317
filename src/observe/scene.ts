import type { Statement } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import type { Client } from '../server/connect.ts';
import { failureOf } from '../server/observer/session.ts';
import type { Observation } from '../server/observer/observation.ts';
import { Rehearsal } from './rehearsal.ts';

/** A statement that the server would not take while the scene was set. */
export interface Refused { readonly statement: Statement; readonly failure: NonNullable<Observation['error']> }

/**
 * Runs scripts that come before the one that is observed, in the transactions of their tool. What the server refuses is
 * left out and said, and the rest goes on: one missing extension need not hide all that follows.
 */
export async function setScene(scripts: readonly (readonly Fact[])[], client: Client): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const facts of scripts) {
    const rehearsal = new Rehearsal(client);
    for (const fact of facts) {
      await rehearsal.enter(fact.session);
      const failure = await sent(fact, client);
      if (failure) refused.push({ statement: fact.statement, failure });
    }
    await client.query('COMMIT');
    await client.query('RESET ALL');
  }
  return refused;
}

/** What the server refused it for. In a transaction a failure takes back that statement alone. */
async function sent({ statement, reading, session }: Fact, client: Client): Promise<Refused['failure'] | undefined> {
  const guarded = session.transaction !== undefined && !controlsTransaction(reading.operations);
  try {
    if (guarded) await client.query('SAVEPOINT phasewise_scene');
    await client.query(statement.sql.text);
    if (guarded) await client.query('RELEASE SAVEPOINT phasewise_scene');
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (guarded) await client.query('ROLLBACK TO SAVEPOINT phasewise_scene');
    return failure;
  }
}

export function controlsTransaction(operations: Fact['reading']['operations']): boolean {
  return operations.some(({ kind }) => kind === 'transaction');
}
