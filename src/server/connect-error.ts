import { serverOf, type Address } from './address.ts';

/** Why a database could not be connected to. */
export type ConnectErrorKind =
  | 'refused'
  | 'unknown host'
  | 'unreachable'
  | 'timeout'
  | 'no password'
  | 'wrong password'
  | 'not allowed'
  | 'no such database'
  | 'too many connections'
  | 'not ready'
  | 'tls'
  | 'other';

/** A connection that could not be opened. `message` names the server, the reason and where the address came from. */
export class ConnectError extends Error {
  readonly kind: ConnectErrorKind;
  /** The SQLSTATE, or the system's or TLS' own code. */
  readonly code: string | undefined;
  readonly address: Address;

  constructor(kind: ConnectErrorKind, reason: string, address: Address, code?: string) {
    super(`cannot connect to ${serverOf(address)} as ${address.user}: ${reason}. The address came from ${address.from}.`);
    this.name = 'ConnectError';
    this.kind = kind;
    this.code = code;
    this.address = address;
  }
}
