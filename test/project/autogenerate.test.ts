import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { draftedOn } from '../../src/project/drafted.ts';
import { review } from '../../src/project/judge.ts';
import { PAIRS } from '../autogenerate/pairs.ts';
import { told } from '../catalog/telling.ts';
import { ALEMBIC, migrationsBetween, PLAIN } from './drafting.ts';

/** What has no safe form, and is what was asked for. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'a partial index that has the name of a whole one': ['foreign-key-without-index'],
  'a table that another one references': ['drop-table'],
  'a view over a column that changes': ['narrowing-type-change'],
  'an unlogged table': ['set-logged-unlogged-rewrite'],
  'columns': ['drop-column'],
  'exclusion, NULLS NOT DISTINCT, INCLUDE': ['exclusion-constraint-build'],
  'generated columns': ['add-stored-generated-rewrite'],
  'tables that go': ['drop-table'],
  'tables that reference each other': ['foreign-key-without-index'],
  'types, defaults and NOT NULL of columns': ['change-default', 'column-type-rewrite', 'drop-not-null', 'narrowing-type-change'],
  'what goes with a column': ['drop-column'],
};

/**
 * Alembic runs all pending revisions in one transaction, so that locks of several drops add up. Where something without a
 * safe form stands, and where something goes, the timeout is left to whoever approves it.
 */
const LEFT_IN_ONE_RUN: typeof LEFT = {
  ...LEFT,
  'identity': ['lock-timeout-useless'],
  'tables that go': ['drop-foreign-key-locks-parent', 'drop-table', 'drop-table-locks-parents'],
  'types, defaults and NOT NULL of columns': ['change-default', 'column-type-rewrite', 'drop-not-null', 'missing-lock-timeout', 'narrowing-type-change'],
  'views': ['missing-lock-timeout'],
};

test.each([['plain SQL', PLAIN, LEFT], ['Alembic', ALEMBIC, LEFT_IN_ONE_RUN]] as const)('lint finds in what is written for %s only what has no safe form', (_name, project, left) => {
  const found = Object.entries(PAIRS).map(([name, pair]) => {
    const [now, wanted] = [told(pair.now), told(pair.wanted)];
    const drafts = migrationsBetween(now, wanted, { project }).map(({ up, down, about }, at) => ({ revision: `draft${at}`, title: about, up, down }));
    const { findings } = review(draftedOn(now, drafts, project), rules);
    return [name, [...new Set(findings.map(({ rule }) => rule))].sort()] as const;
  });
  expect(Object.fromEntries(found.filter(([, list]) => list.length > 0))).toEqual(left);
});
