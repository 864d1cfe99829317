import pg from 'pg';
import { startEmbedded } from '../../src/server/embedded.ts';
import type { Major } from '../../src/server/majors.ts';
import type { Crew } from '../../src/server/observer/crew.ts';
import { gather } from '../../src/server/observer/crew.ts';
import { readCluster } from './form.ts';

/** A server of one major, with databases to observe statements in. */
export interface Bench {
  readonly major: Major;
  readonly version: string;
  /** A new database: empty, or a copy of another one; nobody may be connected to that. */
  database(copyOf?: string): Promise<Room>;
  stop(): Promise<void>;
}

export interface Room {
  readonly name: string;
  /** Runs SQL as whoever sets the scene: not counted in the statistics of tables. */
  run(...sql: readonly string[]): Promise<void>;
  /** Sessions for an observation, each of them opened with these settings. */
  crew(...settings: readonly string[]): Promise<Crew>;
  /** Ends the connections, so that it can be copied. */
  close(): Promise<void>;
  drop(): Promise<void>;
}

/** A statement may have to pass by a gate before each of 40 tables; see src/server/observer. */
const SETTINGS = { max_connections: '100' };

export async function openBench(major: Major): Promise<Bench> {
  const server = await startEmbedded({ major, data: { kind: 'new' }, settings: SETTINGS });
  const { host, port, user } = server.address;
  let count = 0;
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host, port, user, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const admin = await connect('postgres');
  for (const sql of readCluster().split(';').filter((text) => text.trim() !== '')) await admin.query(sql);
  const database = async (copyOf = 'template0'): Promise<Room> => {
    count += 1;
    const name = `room_${count}`;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${copyOf}`);
    const ends: (() => Promise<void>)[] = [];
    const client = await connect(name);
    ends.push(() => client.end());
    await client.query('SET track_counts = off');
    const crew = async (...settings: readonly string[]): Promise<Crew> => {
      const all = await gather(async () => {
        const opened = await connect(name);
        for (const setting of settings) await opened.query(setting);
        return opened;
      });
      ends.push(() => all.end());
      return all;
    };
    const run = async (...sql: readonly string[]): Promise<void> => {
      for (const one of sql) await client.query(one);
    };
    const close = async (): Promise<void> => {
      for (const end of ends.splice(0)) await end();
    };
    const drop = async (): Promise<void> => {
      await close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    };
    return { name, run, crew, close, drop };
  };
  const stop = async (): Promise<void> => {
    await admin.end();
    await server.stop();
  };
  return { major, version: server.version, database, stop };
}
