import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

test('a revision that two files declare is judged once', () => {
  const world = memoryWorld({ '/p/1_a.sql': 'DROP TABLE a;', '/p/1_b.sql': 'DROP TABLE b;' });
  const found = sqlSource.detect('/p', world) ?? expect.unreachable();
  const { findings, problems } = review(openProject({ source: sqlSource, found, config: DEFAULT_CONFIG, world }), rules);
  expect(problems.map(({ name }) => name)).toEqual(['duplicate-revision']);
  expect(findings.map(({ place }) => place.path)).toEqual(['/p/1_a.sql']);
});
