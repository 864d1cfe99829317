import type { SavedTable, SavedView, Snapshot } from '../catalog/snapshot.ts';
import type { Statistics } from '../rule/statistics.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';

/** What a snapshot tells of sizes and uses; undefined where it was taken without. `name`: as a person calls it. */
export function statisticsIn(name: string, { tables, views }: Snapshot): Statistics | undefined {
  const told = new Map([
    ...tables.map((one): [string, SavedTable['statistics']] => [one.table, one.statistics]),
    ...views.map((one): [string, SavedView['statistics']] => [one.view, one.statistics]),
  ].filter(([, statistics]) => statistics !== undefined));
  if (told.size === 0) return undefined;

  const indexes = new Map([...told].flatMap(([table, statistics]) =>
    Object.entries(statistics?.indexes ?? {}).map(([index, counted]): [string, typeof counted] => [`${table.slice(0, table.lastIndexOf('.'))}.${quoteName(index)}`, counted])));
  return {
    name,
    table(relation) {
      const found = told.get(quoteQualified(relation));
      if (!found) return undefined;
      const { rows, pages, bytes = pages * 8192, reads, writes } = found;
      return { rows, bytes, ...(reads !== undefined && { readsPerMinute: reads }), ...(writes !== undefined && { writesPerMinute: writes }) };
    },
    index: (relation) => indexes.get(quoteQualified(relation)),
  };
}
