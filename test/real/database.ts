import pg from 'pg';
import type { Address } from '../../src/server/address.ts';
import type { EmbeddedServer } from '../../src/server/embedded.ts';

/** A fresh database of a server of our own, and two ways into it. */
export interface ReplayDatabase { readonly client: pg.Client; readonly admin: pg.Client; drop(): Promise<void> }

export async function freshDatabase({ address }: EmbeddedServer): Promise<ReplayDatabase> {
  await makeDatabase(address);
  const admin = await asAdmin(address);
  const client = await asStranger(address);
  return {
    client, admin,
    drop: async () => {
      await client.end();
      await admin.end();
    },
  };
}

/** An empty database that belongs to the role that strangers' SQL runs as. */
export async function makeDatabase(address: Address): Promise<void> {
  const server = await connected(address, 'postgres');
  try {
    await server.query("DO $$ BEGIN CREATE ROLE replay LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    await server.query('DROP DATABASE IF EXISTS replay WITH (FORCE)');
    await server.query('CREATE DATABASE replay OWNER replay');
  } finally {
    await server.end();
  }
}

export function asAdmin(address: Address): Promise<pg.Client> {
  return connected(address, 'replay', { statement_timeout: 10_000 });
}

/** A role that may neither read the server's files nor run its programs. */
export function asStranger(address: Address): Promise<pg.Client> {
  return connected({ ...address, user: 'replay' }, 'replay', { statement_timeout: 30_000 });
}

async function connected({ host, port, user }: Address, database: string, settings: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, database, ...settings });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
