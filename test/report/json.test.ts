import { expect, test } from 'vitest';
import { json } from '../../src/report/json.ts';
import { context, cure, finding, review, shop } from './shop.ts';

test('the documented shape, places counted from 1, paths as seen from the current folder', async () => {
  const project = shop({ '001_a.sql': 'CREATE TABLE t (c int);\n', '002_b.sql': 'SELECT \'ä🎈\'; DROP TABLE t;\n', '002_c.sql': 'SELECT 1;' });
  const findings = [
    finding(project, '001', 0, 'c int', { majors: [14], cure: cure({ transaction: 'none', gate: 'Look first.', parts: [{ kind: 'sql', sql: 'SELECT 2' }] }) }),
  ];
  await expect(json.render([review(project, { findings })], context)).toMatchFileSnapshot('snapshots/report.json');
});

test('no project at all is still a document', () => {
  expect(JSON.parse(json.render([], context))).toEqual({ schema: 1, phasewise: '9.9.9', projects: [] });
});
