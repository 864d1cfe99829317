import type { Node } from '@pgsql/types';
import { stringsOf } from './tree.ts';

/** A function as rules and catalogs look it up: in lower case, `pg_catalog` left out. */
export function calledName(names: readonly Node[] | undefined): string {
  const parts = stringsOf(names);
  return (parts[0] === 'pg_catalog' ? parts.slice(1) : parts).join('.').toLowerCase();
}
