import type { Catalog } from '../catalog/catalog.ts';
import type { Major } from '../effects/effect.ts';
import type { Migration } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import type { Changes } from './changes.ts';
import type { Pending } from './pending.ts';
import type { ScriptSituation } from './script-situation.ts';

/** What a rule may ask about the history as a whole. */
export interface HistorySituation {
  /** In the one linear order. */
  readonly migrations: readonly Migration[];
  /** The upgrades, in that order; each is told when it is asked for its facts. */
  readonly upgrades: readonly ScriptSituation[];
  /** Revisions that no other one follows. */
  readonly heads: readonly string[];
  /** What version control tells, where it was asked. */
  readonly changes: Changes;
  /** Undefined: neither version control nor a database tells what has run already. */
  readonly pending: Pending | undefined;
  readonly tool: Tool;
  readonly majors: readonly Major[];
  readonly lowest: Major;
  /** What exists when all upgrades have run. */
  readonly end: Catalog;
}
