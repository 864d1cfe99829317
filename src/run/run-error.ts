/** Why a run could not begin or go on, where no statement of the user's is at fault. */
export type RunErrorKind =
  | 'read-only' | 'not-allowed' | 'pooler' | 'too-old' | 'no-schema' | 'not-a-version-table' | 'row-mismatch' | 'locked' | 'lost' | 'refused' | 'interrupted' | 'approvals' | 'foreign-tool';

/** `message` is one or two full sentences for the person at the keyboard: the thing and the way out. */
export class RunError extends Error {
  readonly kind: RunErrorKind;

  constructor(kind: RunErrorKind, message: string) {
    super(message);
    this.name = 'RunError';
    this.kind = kind;
  }
}
