import { expect, test } from 'vitest';
import { approvalOf, missingApprovals } from '../../src/run/missing-approval.ts';
import { withApprovals } from '../../src/run/approved.ts';
import { judged, lastScript } from '../rules/fixture.ts';

const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, memo text);';
const DROPS = 'ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders DROP COLUMN memo;';
const SAID = { who: 'ada@example.org', when: '2026-11-20T10:00:00Z', reason: 'nobody reads it' };

function approvalsFor(sql: string) {
  const { project, findings } = judged([TABLE, sql]);
  return missingApprovals([lastScript(project)], findings, [], 'error').map((missing) => approvalOf(missing, SAID));
}

test('what is approved is set apart, with who said so and why', () => {
  const review = withApprovals(judged([TABLE, DROPS]), approvalsFor(DROPS));
  expect(review.findings).toEqual([]);
  expect(review.approved.map(({ finding, ...consent }) => ({ rule: finding.rule, ...consent }))).toEqual([
    { rule: 'drop-column', ...SAID },
    { rule: 'drop-column', ...SAID },
  ]);
});

test('an approval of other content approves nothing', () => {
  const review = withApprovals(judged([TABLE, DROPS]), approvalsFor('ALTER TABLE orders DROP COLUMN note;'));
  expect(review.approved).toEqual([]);
  expect(review.findings.map(({ rule }) => rule)).toEqual(['drop-column', 'drop-column']);
});
