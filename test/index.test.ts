import path from 'node:path';
import { expect, test } from 'vitest';
import * as phasewise from '../src/index.ts';

const root = path.resolve(import.meta.dirname, '../fixtures/projects/alembic-unsafe');

test('a project is found, opened, judged and reported with what the package gives out', () => {
  const { disk, findProjects, formats, nearestConfig, openProject, review, rules, sources } = phasewise;
  const { discoveries } = findProjects([root], sources, disk);
  const reviews = discoveries.map(({ source, found, files }) => {
    const config = nearestConfig(found.root, disk, rules);
    return review(openProject({ source, found, config, world: disk }), rules, { files });
  });
  expect(reviews.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toContain('drop-column');

  const json = formats.find(({ name }) => name === 'json');
  const colors = {} as Parameters<NonNullable<typeof json>['render']>[1]['colors'];
  expect(json?.render(reviews, { rules, version: '0', colors, columns: 80, cwd: root })).toContain('"drop-column"');
});

test('a rule of one\'s own is judged like the others', () => {
  const { defineRule, disk, findProjects, nearestConfig, openProject, review, sources } = phasewise;
  const house = defineRule({
    name: 'no-create-table', summary: 'Make no tables.', why: 'We have enough.', pack: 'core', since: '0', manual: [], on: ['create table'],
    check: ({ table }, here) => [{ message: `${table.name} is one too many.`, at: here.at, because: [], cure: { kind: 'none', because: 'We have enough.' } }],
  });
  const [discovery] = findProjects([root], sources, disk).discoveries;
  if (!discovery) throw new Error('no project');
  const { source, found } = discovery;
  const { findings } = review(openProject({ source, found, config: nearestConfig(root, disk, [house]), world: disk }), [house]);
  expect(findings.map(({ message }) => message)).toEqual(['customers is one too many.', 'orders is one too many.']);
});

test('gives out these names and no others', () => {
  expect(Object.keys(phasewise).sort()).toEqual([
    'ConfigError', 'SourceError', 'Unreadable', 'defineHistoryRule', 'defineRule', 'defineScriptRule', 'disk', 'findProjects', 'formats', 'nearestConfig', 'openProject', 'review', 'rules', 'sources',
  ]);
});
