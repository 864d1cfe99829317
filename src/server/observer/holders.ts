import { setTimeout as sleep } from 'node:timers/promises';
import type { Crew } from './crew.ts';
import type { WaitSeen } from './observation.ts';
import type { RelationSeen } from './relations.ts';
import type { Session } from './session.ts';
import { rows } from './session.ts';

/**
 * Somebody with an open transaction: a gate before one table, which a statement passes only by asking for SHARE UPDATE
 * EXCLUSIVE or less; a writer and a reader of tables; or one with an old snapshot, who has used no table.
 */
export interface Holder {
  readonly kind: 'gate' | WaitSeen['for'];
  readonly session: Session;
  readonly tables: readonly RelationSeen[];
  /** Until then it waits for its table. */
  readonly inLine?: Promise<unknown>;
}

const OPENING: Readonly<Record<Holder['kind'], (tables: readonly RelationSeen[]) => readonly string[]>> = {
  // LOCK TABLE takes no materialized view; COMMENT takes the same lock and is rolled back.
  'gate': (tables) => tables.map(({ kind, quoted }) =>
    (kind === 'm' ? `COMMENT ON MATERIALIZED VIEW ${quoted} IS NULL` : `LOCK TABLE ONLY ${quoted} IN SHARE UPDATE EXCLUSIVE MODE`)),
  'writers': (tables) => tables.filter(({ kind }) => kind !== 'm').map(({ quoted }) => `LOCK TABLE ONLY ${quoted} IN ROW EXCLUSIVE MODE`),
  // A query takes its lock on the indexes as well.
  'any user': (tables) => tables.map(({ quoted }) => `PERFORM 1 FROM ONLY ${quoted} LIMIT 0`),
  'old snapshots': () => ['PERFORM 1'],
};

/** Opens a transaction and uses each table, which nobody has to be waited for: else it is given up, and not for ever. */
export async function stand(kind: Holder['kind'], tables: readonly RelationSeen[], session: Session): Promise<Holder> {
  await session.client.query(kind === 'old snapshots' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ' : 'BEGIN');
  await session.client.query("SET LOCAL lock_timeout = '10s'");
  for (const use of OPENING[kind](tables)) await session.client.query(`DO $do$ BEGIN ${use}; END $do$`);
  return { kind, session, tables };
}

/** Stands in line for one table, behind the statement that is observed: it is next when that lets go of it. */
export async function standInLine(kind: Holder['kind'], table: RelationSeen, session: Session, { monitor }: Crew): Promise<Holder> {
  await session.client.query('BEGIN');
  let there = false;
  const inLine = Promise.all(OPENING[kind]([table]).map((use) => session.client.query(`DO $do$ BEGIN ${use}; END $do$`))).then(() => { there = true; });
  while (!there && (await rows(monitor, 'SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted', [session.pid])).length === 0) await sleep(1);
  return { kind, session, tables: [table], inLine };
}
