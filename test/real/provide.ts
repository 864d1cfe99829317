import type pg from 'pg';
import type { Operation } from '../../src/operations/operation.ts';
import { quoteName } from '../../src/sql/quote.ts';
import type { Refusal } from './sender.ts';

/** What came of a refusal: nothing, the statement itself was done for the role that may not, or what it lacked is there. */
export type Provided = 'nothing' | 'what it makes' | 'what it needs';

/** Makes what the role that strangers' SQL runs as may not make: extensions, missing roles and schemas. */
export async function provide(sql: string, operations: readonly Operation[], { sqlstate, message }: Refusal, admin: pg.Client): Promise<Provided> {
  const asAdmin = (text: string) => admin.query(text).then(() => true, () => false);
  const role = sqlstate === '42704' ? /^role "(.+)" does not exist$/.exec(message)?.[1] : undefined;
  if (role !== undefined) return (await asAdmin(`CREATE ROLE ${quoteName(role)}; GRANT ${quoteName(role)} TO replay`)) ? 'what it needs' : 'nothing';
  const schema = sqlstate === '3F000' ? /^schema "(.+)" does not exist$/.exec(message)?.[1] : undefined;
  if (schema !== undefined) return (await asAdmin(`CREATE SCHEMA ${quoteName(schema)} AUTHORIZATION replay`)) ? 'what it needs' : 'nothing';
  return sqlstate === '42501' && isExtension(operations) && (await asAdmin(sql)) ? 'what it makes' : 'nothing';
}

function isExtension(operations: readonly Operation[]): boolean {
  return operations.some((operation) => operation.kind === 'other' && operation.tag === 'CREATE EXTENSION');
}
