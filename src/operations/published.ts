import type { AlterPublicationStmt, AlterStatsStmt, CreatePublicationStmt, CreateStatsStmt, Node } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Published } from './kinds/attached.ts';
import { columnsNamed } from './named-columns.ts';
import { relationNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const published: Readers = {
  CreateStatsStmt: createStatistics,
  AlterStatsStmt: ({ defnames }: AlterStatsStmt, here, within) => [{
    kind: 'alter statistics', when: ALWAYS, span: here.through(within.from, within.from + 1), statistics: statisticsNamed(stringsOf(defnames)),
  }],
  CreatePublicationStmt: ({ pubname, pubobjects }: CreatePublicationStmt, here, within) => [{
    kind: 'create publication', when: ALWAYS, span: here.through(within.from, within.from + 1), publication: pubname ?? '', tables: tablesOf(pubobjects, here),
  }],
  AlterPublicationStmt: (body, here, within) => [{
    kind: 'alter publication', when: ALWAYS, span: here.through(within.from, within.from + 1), publication: body.pubname ?? '', does: doesOf(body), tables: tablesOf(body.pubobjects, here),
  }],
};

export function statisticsNamed(parts: readonly string[]): ObjectName {
  return { type: 'statistics', schema: parts.at(-2), name: parts.at(-1) ?? '' };
}

function createStatistics({ defnames, relations, exprs, if_not_exists }: CreateStatsStmt, here: Wording, within: Stretch): readonly Operation[] {
  return bodiesOf(relations, 'RangeVar').map((relation) => {
    const table = relationNamed(relation, here);
    const columns = bodiesOf(exprs, 'StatsElem').flatMap(({ name, expr }) => (name === undefined ? columnsNamed(expr, table) : [name]));
    return {
      kind: 'create statistics', when: ALWAYS, span: here.through(within.from, within.from + 1), table,
      ...(defnames?.length ? { statistics: statisticsNamed(stringsOf(defnames)) } : {}), columns, ifNotExists: if_not_exists === true, text: here.text(here.spanOf(within)),
    };
  });
}

function tablesOf(objects: readonly Node[] | undefined, here: Wording): readonly Published[] {
  return bodiesOf(objects, 'PublicationObjSpec').flatMap(({ pubtable }) => {
    if (!pubtable?.relation) return [];
    const table = relationNamed(pubtable.relation, here);
    return [{ table, columns: [...new Set([...stringsOf(pubtable.columns), ...columnsNamed(pubtable.whereClause, table)])] }];
  });
}

function doesOf({ action, options }: AlterPublicationStmt) {
  if (options?.length) return 'options';
  if (action === 'AP_AddObjects') return 'add';
  return action === 'AP_DropObjects' ? 'drop' : 'set';
}
