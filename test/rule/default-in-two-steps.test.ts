import { expect, test } from 'vitest';
import rule from '../../rules/destructive/change-default.ts';
import { review } from '../../src/project/judge.ts';
import { historyOf } from '../rules/fixture.ts';

const TABLE = "CREATE TABLE tasks (id int PRIMARY KEY, size text NOT NULL DEFAULT 'small');";
const DROP = 'ALTER TABLE tasks ALTER size DROP DEFAULT;';
const FAIL = 'INSERTs of the running application that leave out tasks.size fail from the moment this commits (23502).';

test.each<[string, string, readonly string[]]>([
  ['dropped', DROP, [FAIL]],
  ['dropped and set again', `${DROP}\nALTER TABLE tasks ALTER size SET DEFAULT 'small';`, []],
  ['dropped, and another one set', `${DROP}\nALTER TABLE tasks ALTER size SET DEFAULT 'large';`, [
    "INSERTs of the running application that leave out tasks.size write 'large' from the moment this commits, where they wrote 'small' before.",
  ]],
  ['dropped, which others see before it is set again', `-- transaction: false\n${DROP}\nALTER TABLE tasks ALTER size SET DEFAULT 'small';`, [FAIL]],
])('a default that is %s', (_, script, messages) => {
  expect(review(historyOf([TABLE, script]), [rule]).findings.map(({ message }) => message)).toEqual(messages);
});
