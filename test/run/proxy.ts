import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Address } from '../../src/server/address.ts';

/** What a proxy does with the bytes that pass. `cut`: forward them and break both connections without an answer. */
export interface Manners {
  readonly toServer?: (bytes: Buffer) => 'cut' | undefined;
  readonly toClient?: (bytes: Buffer) => Buffer;
}

export interface Proxy { readonly address: Address; close(): Promise<void> }

/** Something between us and a server. */
export async function proxyTo(server: Address, { toServer = () => undefined, toClient = (bytes) => bytes }: Manners): Promise<Proxy> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'proxy-'));
  const listening = net.createServer((client) => {
    const upstream = net.connect(path.join(server.host, `.s.PGSQL.${server.port}`));
    let cut = false;
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('data', (bytes) => {
      cut ||= toServer(bytes) === 'cut';
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (cut) client.destroy();
      else client.write(toClient(bytes));
    });
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => listening.listen(path.join(folder, `.s.PGSQL.${server.port}`), resolve));
  return {
    address: { ...server, host: folder },
    close: async () => {
      await new Promise((resolve) => listening.close(resolve));
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
