/** An address that names no one revision. `message` is for the person who typed it; `candidates` are the ids it may mean. */
export class AddressError extends Error {
  readonly kind: 'unknown' | 'ambiguous' | 'several-heads' | 'off-branch' | 'too-far' | 'wrong-way' | 'malformed';
  readonly address: string;
  readonly candidates: readonly string[];

  constructor(kind: AddressError['kind'], address: string, message: string, candidates: readonly string[] = []) {
    super(message);
    this.name = 'AddressError';
    this.kind = kind;
    this.address = address;
    this.candidates = candidates;
  }
}
