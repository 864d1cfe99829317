import type { Node, RangeVar } from '@pgsql/types';
import type { ObjectName } from '../sql/name.ts';
import type { ColumnUse } from './kinds/view.ts';
import { bodiesOf, bodyOf, stringsOf, walk } from './tree.ts';

/**
 * The columns that a query names. An unqualified one belongs to whichever of its relations has it; `*` is all of them
 * that a relation has when the view is made.
 */
export function columnUsesOf(query: Node | undefined): readonly ColumnUse[] {
  const ranges: RangeVar[] = [];
  const uses: ColumnUse[] = [];
  walk(query, { RangeVar: (range) => void ranges.push(range) });
  const called = (alias: string): ObjectName | undefined => {
    const [range, ...others] = ranges.filter((one) => (one.alias?.aliasname ?? one.relname) === alias);
    return range && others.length === 0 ? nameOf(range) : undefined;
  };

  walk(query, {
    SelectStmt: ({ targetList, fromClause }) => {
      const all = bodiesOf(targetList, 'ResTarget').some(({ val }) => isBareStar(val));
      if (all) for (const range of (fromClause ?? []).flatMap(rangesIn)) uses.push({ of: nameOf(range), column: '*' });
    },
    JoinExpr: ({ usingClause }) => stringsOf(usingClause).forEach((column) => uses.push({ column })),
    ColumnRef: ({ fields }) => {
      const parts = stringsOf(fields);
      const column = bodyOf(fields?.at(-1), 'A_Star') ? '*' : parts.at(-1) ?? '';
      const qualifier = column === '*' ? parts.at(-1) : parts.at(-2);
      if (qualifier === undefined) {
        if (column !== '*') uses.push({ column });
        return;
      }
      const of = called(qualifier);
      if (of) uses.push({ of, column });
    },
  });
  return uses;
}

function isBareStar(node: Node | undefined): boolean {
  const fields = bodyOf(node, 'ColumnRef')?.fields;
  return fields?.length === 1 && bodyOf(fields[0], 'A_Star') !== undefined;
}

function rangesIn(item: Node): readonly RangeVar[] {
  const join = bodyOf(item, 'JoinExpr');
  if (join) return [join.larg, join.rarg].flatMap((side) => (side ? rangesIn(side) : []));
  const range = bodyOf(item, 'RangeVar');
  return range ? [range] : [];
}

function nameOf({ schemaname, relname }: RangeVar): ObjectName {
  return { type: 'relation', schema: schemaname, name: relname ?? '' };
}
