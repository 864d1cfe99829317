import type pg from 'pg';
import type { Address } from '../../src/server/address.ts';
import type { EmbeddedServer } from '../../src/server/embedded.ts';
import type { Crew } from '../../src/server/observer/crew.ts';
import { fill } from '../../src/server/observer/fill.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import type { Session } from '../../src/server/observer/session.ts';
import { rows, sessionOf } from '../../src/server/observer/session.ts';
import { asAdmin, asStranger, makeDatabase } from './database.ts';

/** So many rows has every table that can be given some. */
export const ROWS = 40;

/** A fresh database, whose subject is a stranger, and an admin who keeps rows in its tables. */
export interface Stage {
  readonly crew: Crew;
  readonly admin: Session;
  /** Whoever joined the crew is free for others to be. */
  reclaim(): void;
}

export async function stageOn({ address }: EmbeddedServer): Promise<Stage> {
  await makeDatabase(address);
  return { ...(await crewOn(address)), admin: await sessionOf(await asAdmin(address)) };
}

/** As in `gather`, only the subject's scans are counted. */
async function crewOn(address: Address): Promise<Pick<Stage, 'crew' | 'reclaim'>> {
  const clients: pg.Client[] = [];
  const joined: Session[] = [];
  let free: Session[] = [];
  const enter = async (open: (address: Address) => Promise<pg.Client>): Promise<Session> => {
    const client = await open(address);
    clients.push(client);
    return sessionOf(client);
  };
  const watch = async (): Promise<Session> => {
    const session = await enter(asAdmin);
    await session.client.query('SET track_counts = off');
    return session;
  };
  const join = async (): Promise<Session> => {
    const rested = free.pop();
    if (rested) return rested;
    const session = await watch();
    joined.push(session);
    return session;
  };
  const crew = {
    subject: await enter(asStranger), monitor: await watch(), prober: await watch(), join,
    end: async () => { await Promise.all(clients.map((client) => client.end().catch(() => undefined))); },
  };
  return { crew, reclaim: () => { free = [...joined]; } };
}

/** Tables with rows, by oid, and how many. */
export type Standing = ReadonlyMap<string, number>;

/** Gives rows to every table that has none. */
export async function furnish({ admin }: Stage, count: number): Promise<void> {
  await fill(admin, count);
}

/** What has rows; more than a hundred are as good as a hundred. */
export async function standingIn({ admin }: Stage): Promise<Standing> {
  const tables = await rows<{ oid: string; quoted: string }>(admin, `
    SELECT oid::text AS oid, oid::regclass::text AS quoted FROM pg_class
     WHERE relkind IN ('r', 'p', 'm') AND relispopulated AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
       AND relnamespace::regnamespace::text !~ '^pg_(toast|temp)'`);
  if (tables.length === 0) return new Map();
  const counts = await rows<{ oid: string; count: number }>(admin, tables
    .map(({ oid, quoted }) => `SELECT '${oid}' AS oid, count(*)::int AS count FROM (SELECT FROM ${quoted} LIMIT 100) t`).join(' UNION ALL '));
  return new Map(counts.filter(({ count }) => count > 0).map(({ oid, count }) => [oid, count]));
}

/** Empties these tables and all that reference them. */
export async function empty({ admin }: Stage, tables: readonly RelationSeen[]): Promise<void> {
  if (tables.length > 0) await admin.client.query(`TRUNCATE ${tables.map(({ quoted }) => quoted).join(', ')} CASCADE`);
}
