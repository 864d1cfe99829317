import { expect, test } from 'vitest';
import type { Approval } from '../../src/run/approval.ts';
import { missingApprovals, approvalOf } from '../../src/run/missing-approval.ts';
import { review } from '../../src/project/judge.ts';
import { scriptOf } from '../../src/project/project.ts';
import type { Config } from '../../src/config/config.ts';
import { rules } from '../../rules/index.ts';
import { sqlProject } from './applying.ts';

const SAID = { who: 'me', when: '2026-01-02T03:04:05Z', reason: 'sure' };

function missingIn(sql: string, approvals: readonly Approval[], required: Config['run']['requireApproval'] = 'error') {
  const project = sqlProject({ '001_t.sql': 'CREATE TABLE t (a int, b int, c int);', '002_drop.sql': sql });
  const { findings } = review(project, rules);
  const script = scriptOf(project, '002#up');
  return script ? missingApprovals([script], findings, approvals, required) : [];
}

const approve = (sql: string) => missingIn(sql, []).map((one) => approvalOf(one, SAID));
const TWO = 'ALTER TABLE t DROP a;\nALTER TABLE t DROP b;';

test('one entry for each rule, with all that it found', () => {
  const missing = missingIn(`${TWO} TRUNCATE t;`, []);
  expect(missing.map(({ rule, findings }) => [rule, findings.length])).toEqual([['drop-column', 2], ['truncate', 1]]);
});

test('an approval of exactly this content covers it, layout and comments between statements aside', () => {
  expect(approve(TWO)).toMatchObject([{ revision: '002', script: 'up', rule: 'drop-column', findings: 2, ...SAID }]);
  expect(missingIn(`-- why not\n${TWO.replace('\n', '\n\n')}`, approve(TWO))).toEqual([]);
});

test('an edited script is no longer approved, whatever was edited', () => {
  for (const edited of [TWO.replace('DROP a', 'DROP c'), `${TWO} SELECT 1;`, `-- migrate:up transaction:false\n${TWO}`, TWO.replace('DROP a', 'DROP  a')]) {
    expect(missingIn(edited, approve(TWO))).toMatchObject([{ rule: 'drop-column', outdated: { because: 'edited' } }]);
  }
});

test('more findings than were approved are not covered, fewer are', () => {
  const [approval] = approve(TWO);
  if (!approval) throw new Error('nothing to approve');
  expect(missingIn(TWO, [{ ...approval, findings: 1 }])).toMatchObject([{ outdated: { because: 'more findings' } }]);
  expect(missingIn(TWO, [{ ...approval, findings: 3 }])).toEqual([]);
});

test('an approval covers one rule, one script, one revision', () => {
  const [approval] = approve(TWO);
  if (!approval) throw new Error('nothing to approve');
  for (const other of [{ rule: 'drop-table' }, { script: 'down' as const }, { revision: '001' }]) {
    const [missing] = missingIn(TWO, [{ ...approval, ...other }]);
    expect([missing?.rule, missing?.outdated]).toEqual(['drop-column', undefined]);
  }
});

test('the level that asks for an approval is for the project to say', () => {
  expect(missingIn(TWO, [], 'none')).toEqual([]);
  expect(missingIn(TWO, [], 'note').map(({ rule }) => rule)).toEqual(['drop-column']);
});
