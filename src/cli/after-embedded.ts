import type { DatabaseOptions } from './database-options.ts';

/**
 * `--embedded head`: what follows an option that may have a value is taken for the value. Gives it back to where no
 * argument was typed.
 */
export function afterEmbedded<T extends DatabaseOptions>(typed: readonly string[], options: T): { readonly typed: readonly string[]; readonly options: T } {
  const { embedded } = options;
  if (typeof embedded !== 'string' || embedded === 'new' || typed.length > 0) return { typed, options };
  return { typed: [embedded], options: { ...options, embedded: true } };
}
