import { ALWAYS } from '../migrations/condition.ts';
import { relationNamed } from './names.ts';
import type { Readers } from './reader.ts';
import { readsOf } from './reads.ts';
import { columnUsesOf } from './view-columns.ts';
import type { Stretch, Wording } from './wording.ts';

/** What stands behind AS: the query, and a CHECK OPTION behind it. */
export function queryText(here: Wording, behind: Stretch): string {
  const as = here.find(behind, 'as');
  return as === undefined ? '' : here.text(here.spanOf({ from: as + 1, to: behind.to }));
}

export const views: Readers = {
  ViewStmt: ({ view, query, replace }, here, within) => {
    const named = relationNamed(view, here);
    // A recursive view names itself in its query.
    const reads = readsOf(query, here).filter(({ schema, name }) => schema !== named.schema || name !== named.name);
    return [{
      kind: 'create view', when: ALWAYS, span: here.asking(within, here.at(view?.location), 'create', 'view'), view: named,
      replace: replace === true, reads, uses: columnUsesOf(query), materialized: false, withData: false, ifNotExists: false,
      query: queryText(here, { from: here.name(here.at(view?.location)).to, to: within.to }),
    }];
  },
  RefreshMatViewStmt: ({ relation, concurrent, skipData }, here, within) => [{
    kind: 'refresh', when: ALWAYS, span: here.asking(within, here.at(relation?.location), 'refresh', 'materialized', 'view'),
    view: relationNamed(relation, here), concurrently: concurrent === true, withData: skipData !== true,
  }],
};
