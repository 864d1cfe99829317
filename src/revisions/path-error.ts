/** A database that does not stand where a run could begin or end. `message` is for the person; `revisions` are at fault. */
export class PathError extends Error {
  readonly kind: 'unknown-row' | 'overlapping-rows' | 'not-applied' | 'nothing-above';
  readonly revisions: readonly string[];

  constructor(kind: PathError['kind'], revisions: readonly string[], message: string) {
    super(message);
    this.name = 'PathError';
    this.kind = kind;
    this.revisions = revisions;
  }
}
