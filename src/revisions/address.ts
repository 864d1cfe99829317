import { AddressError } from './address-error.ts';

/**
 * How people name revisions: `head`, `heads`, `base`, an id or the beginning of one, a label, `+2`, `-1`, `003-1`, each
 * also on one branch: `payments@head`, `payments@+2`. `name`: what stands between the `@` and the number.
 */
export interface Address {
  readonly text: string;
  readonly branch?: string;
  readonly name?: string;
  readonly steps?: number;
}

/** Takes an address apart. Throws `AddressError` where it is not one. */
export function addressOf(text: string): Address {
  const [, branch, name, steps] = /^(?:([^@:]+)@)?([^@:]*?)([+-]\d+)?$/.exec(text.trim()) ?? [];
  if (!name && !steps) {
    throw new AddressError(
      'malformed',
      text,
      `"${text}" is not the address of a revision. Write an id, head, base, +1, -1, 003+1, or label@head.`,
    );
  }
  return {
    text,
    ...(branch !== undefined && { branch }),
    ...(name && { name }),
    ...(steps !== undefined && { steps: Number(steps) }),
  };
}
