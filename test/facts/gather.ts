import pg from 'pg';
import type { Major } from '../../src/effects/effect.ts';
import type { Address } from '../../src/server/address.ts';
import { CASTS, EXTENSIONS, FUNCTIONS, OPERATOR_CLASSES, TYPES } from './queries.ts';

/** What the system catalogs of one major say. */
export interface Facts {
  readonly major: Major;
  readonly functions: readonly { readonly name: string; readonly volatility: 'i' | 's' | 'v'; readonly arguments: string }[];
  readonly casts: readonly { readonly source: string; readonly target: string; readonly context: 'i' | 'a' | 'e'; readonly method: 'b' | 'f' | 'i' }[];
  readonly operatorClasses: readonly { readonly method: string; readonly type: string }[];
  readonly types: readonly { readonly name: string; readonly string: boolean; readonly modified: boolean }[];
}

/** From an empty database on a server of that major. */
export async function gather(major: Major, { host, port, user, database }: Address): Promise<Facts> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  const rows = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => (await client.query<R>(sql)).rows;
  try {
    for (const extension of EXTENSIONS) await client.query(`CREATE EXTENSION "${extension}"`);
    return {
      major, functions: await rows(FUNCTIONS), casts: await rows(CASTS), operatorClasses: await rows(OPERATOR_CLASSES), types: await rows(TYPES),
    };
  } finally {
    await client.end();
  }
}
