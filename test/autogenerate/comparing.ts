import { compared } from '../../src/autogenerate/compare.ts';
import type { Comparison } from '../../src/autogenerate/change.ts';
import type { Scope } from '../../src/autogenerate/sides.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { told } from '../catalog/telling.ts';

export const EVERYTHING: Scope = { schemas: new Set(['public', 'app']), leavesAlone: () => false };

export function between(now: string, wanted: string, scope: Scope = EVERYTHING): Comparison {
  return compared({ now: told(now), wanted: told(wanted), scope });
}

export function statementsIn({ changes }: Comparison): readonly string[] {
  return changes.flatMap(({ sql }) => sql);
}

/** The catalog when the statements of a comparison have run on another. */
export function after(comparison: Comparison, catalog: Catalog): Catalog {
  return statementsIn(comparison).reduce((before, sql) => told(sql, before), catalog);
}
