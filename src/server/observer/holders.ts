import type { Crew } from './crew.ts';
import type { WaitSeen } from './observation.ts';
import type { RelationSeen } from './relations.ts';
import type { Session } from './session.ts';

/**
 * Somebody with an open transaction: a gate before one table, which a statement passes only by asking for SHARE UPDATE
 * EXCLUSIVE or less; a writer and a reader of tables; or one with an old snapshot, who has used no table.
 */
export interface Holder {
  readonly kind: 'gate' | WaitSeen['for'];
  readonly session: Session;
  readonly tables: readonly RelationSeen[];
}

const OPENING: Readonly<Record<Holder['kind'], (tables: readonly RelationSeen[]) => readonly string[]>> = {
  'gate': (tables) => ['BEGIN', ...locked(tables, 'SHARE UPDATE EXCLUSIVE')],
  'writers': (tables) => ['BEGIN', ...locked(tables, 'ROW EXCLUSIVE')],
  // A query takes its lock on the indexes as well.
  'any user': (tables) => ['BEGIN', ...tables.map(({ quoted }) => attempted(`PERFORM 1 FROM ONLY ${quoted} LIMIT 0`))],
  'old snapshots': () => ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT 1'],
};

/** What cannot be locked at once is left out: the statement that is observed has it, or stands in line for it. */
function locked(tables: readonly RelationSeen[], mode: string): readonly string[] {
  return tables.map(({ quoted }) => attempted(`LOCK TABLE ONLY ${quoted} IN ${mode} MODE`));
}

function attempted(sql: string): string {
  return `DO $do$ BEGIN ${sql}; EXCEPTION WHEN lock_not_available THEN NULL; END $do$`;
}

export async function stand(kind: Holder['kind'], tables: readonly RelationSeen[], session: Session): Promise<Holder> {
  for (const sql of OPENING[kind](tables)) await session.client.query(sql);
  return { kind, session, tables };
}

/** A session that gives up after a moment what it cannot lock. */
export async function holding(crew: Crew): Promise<Session> {
  const session = await crew.join();
  await session.client.query("SET lock_timeout = '30ms'");
  return session;
}
