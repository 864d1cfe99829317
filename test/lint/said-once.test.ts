import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { saidOnce } from '../../src/lint/said-once.ts';
import { configOf, judged } from '../rules/fixture.ts';
import { readConfig } from '../../src/config/read.ts';
import { memoryWorld } from '../text/memory-world.ts';

const TABLES = 'CREATE TABLE a (id int); CREATE TABLE b (id int);';

function told(...migrations: readonly string[]): readonly string[] {
  const config = readConfig('/project', memoryWorld({ '/project/phasewise.toml': 'tool = "flyway"' }), rules);
  const { findings } = judged([TABLES, ...migrations], { config: { ...configOf(''), ...config } });
  return saidOnce(findings, rules).map(({ rule, message, at, cure }) => `${at.script} ${rule}: ${message} ${cure.kind}`);
}

test('what is mended once is said of the last script, with how many others', () => {
  expect(told('ALTER TABLE a ADD COLUMN x int;', 'ALTER TABLE b ADD COLUMN x int;', 'ALTER TABLE a ADD COLUMN y int;')).toEqual([
    '004#up missing-lock-timeout: ADD COLUMN a.y waits for ACCESS EXCLUSIVE behind every open transaction that has used a, and every later read and write of a queues behind it: no lock_timeout ends that. The same holds for 2 other scripts. advice',
  ]);
});

test('of one script it is said as it is, and other rules of each', () => {
  expect(told('ALTER TABLE a ADD COLUMN x int;').map((one) => one.slice(-6))).toEqual(['phases']);
  expect(told('TRUNCATE a;', 'TRUNCATE b;')).toHaveLength(2);
});
