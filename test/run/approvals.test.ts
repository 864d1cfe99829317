import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Approval } from '../../src/run/approval.ts';
import { withApprovals } from '../../src/run/approval.ts';
import { approvalsText, readApprovals } from '../../src/run/approvals-file.ts';
import { memoryWorld } from '../text/memory-world.ts';

const ONE: Approval = {
  revision: '005', script: 'up', rule: 'drop-column', findings: 1, hash: 'abc', who: 'me@example.com', when: '2026-01-02T03:04:05Z', reason: 'no reader left',
};
const LINE = '{"revision":"005","script":"up","rule":"drop-column","findings":1,"hash":"abc","who":"me@example.com","when":"2026-01-02T03:04:05Z","reason":"no reader left"}\n';

const read = (text: string) => readApprovals('/app', memoryWorld({ '/app/phasewise.approvals.jsonl': text }));

test('an approval is one line with its keys in one order', () => {
  expect(approvalsText([ONE])).toBe(LINE);
  expect(read(LINE)).toEqual([ONE]);
  expect(readApprovals('/app', memoryWorld({}))).toEqual([]);
  expect(read(`\r\n${LINE.replace('\n', '\r\n')}`)).toEqual([ONE]);
});

test('the file is in the order of people: revision, script, rule', () => {
  const keys: readonly (readonly [string, 'up' | 'down', string])[] = [['10', 'up', 'a'], ['9', 'down', 'a'], ['9', 'up', 'b'], ['9', 'up', 'a']];
  const text = approvalsText(keys.map(([revision, script, rule]) => ({ ...ONE, revision, script, rule })));
  expect(read(text).map(({ revision, script, rule }) => `${revision} ${script} ${rule}`)).toEqual(['9 up a', '9 up b', '9 down a', '10 up a']);
});

test('a later consent to the same takes the place of the one before', () => {
  const later = { ...ONE, hash: 'def', findings: 2 };
  const other = { ...ONE, rule: 'truncate' };
  expect(withApprovals([ONE, other], [later])).toEqual([later, other]);
});

test('whatever is written is read again', () => {
  const words = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() !== '');
  const approval = fc.record({
    revision: words, script: fc.constantFrom('up', 'down'), rule: words, findings: fc.integer({ min: 1 }), hash: words, who: words, when: words, reason: words,
  });
  fc.assert(fc.property(fc.array(approval), (approvals) => {
    const text = approvalsText(approvals);
    expect(new Set(read(text))).toEqual(new Set(approvals));
    expect(approvalsText(read(text))).toBe(text);
  }));
});

const AGAIN = 'Take the line out and approve again: phasewise approve <revision> --reason "…"';

test.each([
  ['no json', `is not an approval: it is not JSON. ${AGAIN}`],
  ['[1]', `is not an approval: it is not a JSON object. ${AGAIN}`],
  ['{"revision":"005"}', `is not an approval: it has no "script". ${AGAIN}`],
  [LINE.replace('"up"', '"sideways"'), `is not an approval: "script" is neither "up" nor "down". ${AGAIN}`],
  [LINE.replace('1,', '"1",'), `is not an approval: "findings" is not a number of findings. ${AGAIN}`],
  [LINE.replace('"abc"', '""'), `is not an approval: "hash" is not a text. ${AGAIN}`],
  [LINE.replace('{', '{"more":1,'), `is not an approval: it has a key "more" that no approval has. ${AGAIN}`],
  ['<<<<<<< HEAD', 'holds the mark of an unfinished merge. Keep the lines of both sides and take the marks out.'],
])('a broken line is named: %s', (line, message) => {
  expect(() => read(`${LINE}${line}\n`)).toThrow(`/app/phasewise.approvals.jsonl:2 ${message}`);
});
