import { expect, test } from 'vitest';
import rule from '../../rules/rewrites/column-type-unknown-source.ts';
import { review } from '../../src/project/judge.ts';
import { historyOf } from '../rules/fixture.ts';

const UNREAD = "DO $$ BEGIN EXECUTE current_setting('shop.extra'); END $$;";

test.each<[string, string, number]>([
  ['harmless as the type was told before something that could not be read', 'ALTER TABLE tasks ALTER title TYPE text;', 0],
  ['not harmless as it was told', 'ALTER TABLE tasks ALTER title TYPE varchar(10);', 1],
  ['never told', 'ALTER TABLE others ALTER title TYPE text;', 1],
])('a type change that is %s', (_, script, count) => {
  const { findings } = review(historyOf(['CREATE TABLE tasks (id bigint PRIMARY KEY, title varchar(40));', UNREAD, script]), [rule]);
  expect(findings.map(({ rule: name }) => name)).toEqual(Array.from({ length: count }, () => 'column-type-unknown-source'));
});
