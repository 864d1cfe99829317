import pg from 'pg';
import { urlOf, type Address } from '../../src/server/address.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/server/embedded.ts';
import type { Major } from '../../src/server/majors.ts';

/** A real server that the tests of one worker share. */
export interface Running {
  readonly server: EmbeddedServer;
  /** A fresh, empty database. */
  database(): Promise<TestDatabase>;
}

export interface TestDatabase {
  readonly name: string;
  /** For `--database-url` and DATABASE_URL. */
  readonly url: string;
  /** For our own `connect`. */
  readonly address: Address;
  /** For `new pg.Client`. */
  readonly clientConfig: pg.ClientConfig;
  /** A connection that is open and ends with `drop`. */
  readonly client: pg.Client;
  /** One more connection; it ends with `drop` too. */
  connect(): Promise<pg.Client>;
  drop(): Promise<void>;
}

const servers = new Map<Major, Promise<Running>>();
let databases = 0;

/** The server of a major, started when it is first asked for. It ends with the worker. */
export async function runningServer(major: Major = 18): Promise<Running> {
  const running = servers.get(major) ?? start(major);
  servers.set(major, running);
  return running;
}

async function start(major: Major): Promise<Running> {
  const server = await startEmbedded({ major, data: { kind: 'new' } });
  return { server, database: () => freshDatabase(server.address) };
}

async function freshDatabase(server: Address): Promise<TestDatabase> {
  databases += 1;
  const name = `test_${databases}`;
  await inDatabase(server, `CREATE DATABASE ${name}`);
  const address = { ...server, database: name };
  const clientConfig: pg.ClientConfig = { ...configOf(address) };
  const clients: pg.Client[] = [];
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(clientConfig);
    client.on('error', () => undefined);
    clients.push(client);
    await client.connect();
    return client;
  };
  const drop = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.end()));
    await inDatabase(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { name, url: urlOf(address), address, clientConfig, client: await connect(), connect, drop };
}

async function inDatabase(server: Address, sql: string): Promise<void> {
  const client = new pg.Client(configOf(server));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const configOf = ({ host, port, user, database, password }: Address): pg.ClientConfig => ({
  host,
  port,
  user,
  database,
  password: password?.reveal() ?? '',
});
