/** Why there is no server. */
export type ServerErrorKind = 'no platform' | 'not installed' | 'cannot install' | 'cannot use folder' | 'in use' | 'does not start';

/** A server that cannot be had. `message` is for the user, names the thing and the way out. */
export class ServerError extends Error {
  readonly kind: ServerErrorKind;
  /** What the failing program said, if anything. */
  readonly output: string;

  constructor(kind: ServerErrorKind, message: string, output = '') {
    super(message);
    this.name = 'ServerError';
    this.kind = kind;
    this.output = output;
  }
}
