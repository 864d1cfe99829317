import type pg from 'pg';
import { DatabaseError } from 'pg';
import type { Operation } from '../../src/operations/operation.ts';
import type { Session } from '../../src/session/session.ts';
import { provide } from './provide.ts';

export interface Refusal { readonly sqlstate: string; readonly message: string }

/** Codes of statements that want to stand outside a transaction: ACTIVE SQL TRANSACTION, UNSAFE NEW ENUM VALUE USAGE. */
const WANTS_OUT = new Set(['25001', '55P04']);

/**
 * Sends statements one by one, in the transactions that the session tells of. A refused one ends neither its transaction
 * nor those that follow. Strangers' SQL runs as a role that may neither read the server's files nor run its programs;
 * `admin` makes what such a role may not: extensions and missing roles.
 */
export class Sender {
  readonly #client: pg.Client;
  readonly #admin: pg.Client;
  #open: string | undefined = undefined;

  constructor(client: pg.Client, admin: pg.Client) {
    this.#client = client;
    this.#admin = admin;
  }

  async send(sql: string, operations: readonly Operation[], { transaction }: Session): Promise<Refusal | undefined> {
    const control = operations.find((operation) => operation.kind === 'transaction');
    if (control?.does === 'begin' || control?.does === 'commit') return undefined;
    const unmade = await this.#be(transaction?.id);
    if (unmade) return unmade;
    if (control) {
      if (control.does === 'rollback') this.#open = undefined;
      return this.#query(sql);
    }
    const refusal = await this.#guarded(sql);
    if (!refusal) return undefined;
    if (WANTS_OUT.has(refusal.sqlstate)) return (await this.#be(undefined)) ?? this.#query(sql);
    switch (await provide(sql, operations, refusal, this.#admin)) {
      case 'nothing': return refusal;
      case 'what it makes': return undefined;
      case 'what it needs': return this.#guarded(sql);
    }
  }

  /** The end of a script: its transaction is committed, and a fresh connection follows. */
  async end(): Promise<Refusal | undefined> {
    const refusal = await this.#be(undefined);
    await this.#query('DISCARD ALL');
    return refusal;
  }

  async #be(wanted: string | undefined): Promise<Refusal | undefined> {
    if (wanted === this.#open) return undefined;
    const refusal = this.#open === undefined ? undefined : await this.#query('COMMIT');
    if (wanted !== undefined) await this.#query('BEGIN');
    this.#open = wanted;
    return refusal;
  }

  async #guarded(sql: string): Promise<Refusal | undefined> {
    if (this.#open === undefined) return this.#query(sql);
    await this.#query('SAVEPOINT replay');
    const refusal = await this.#query(sql);
    await this.#query(refusal ? 'ROLLBACK TO SAVEPOINT replay' : 'RELEASE SAVEPOINT replay');
    return refusal;
  }

  async #query(sql: string): Promise<Refusal | undefined> {
    try {
      await this.#client.query(sql);
      return undefined;
    } catch (error) {
      if (error instanceof DatabaseError) return { sqlstate: error.code ?? '', message: error.message };
      throw error;
    }
  }
}
