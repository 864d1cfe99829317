import type { Draft } from './draft.ts';
import type { RelationRecord } from './record.ts';

/** The lists of a record that hold ids of others. */
type Links = 'indexes' | 'referencing' | 'children' | 'parents' | 'views' | 'sequences' | 'reads';

export function link(draft: Draft, from: string, list: Links, to: string): void {
  draft.update(from, (record) => (record[list].includes(to) ? {} : linked(list, [...record[list], to])));
}

export function unlink(draft: Draft, from: string, list: Links, to: string): void {
  draft.update(from, (record) => linked(list, record[list].filter((id) => id !== to)));
}

function linked(list: Links, ids: readonly string[]): Partial<RelationRecord> {
  return { [list]: ids };
}
