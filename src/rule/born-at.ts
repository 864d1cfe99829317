import type { Birth } from '../catalog/object.ts';
import type { StatementAt } from '../migrations/migration.ts';
import type { HistorySituation } from './history-situation.ts';
import type { ScriptSituation } from './script-situation.ts';

export interface BornAt { readonly script: ScriptSituation; readonly at: StatementAt }

/** The upgrade in which something that exists at the end of the history was made; undefined: before it begins. */
export function bornAt({ script: id, statement }: Birth, { upgrades }: HistorySituation): BornAt | undefined {
  const script = id === 'before' ? undefined : upgrades.find((upgrade) => upgrade.script.id === id);
  return script && { script, at: { script: script.script.id, index: statement } };
}
