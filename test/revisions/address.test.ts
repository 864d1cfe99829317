import { expect, test } from 'vitest';
import { AddressError } from '../../src/revisions/address-error.ts';
import { revisionsIn } from '../../src/revisions/range.ts';
import { downgradeTarget, revisionAt, revisionsAt, upgradeTargets } from '../../src/revisions/target.ts';
import { graph, migration, network } from './sample.ts';

const pair = () => graph(migration('abcd1234', { title: 'first' }), migration('abcd5678', { follows: ['abcd1234'], title: 'second' }));
const todo = () => graph(
  migration('001', { title: 'add users and tasks' }),
  migration('002', { follows: ['001'], title: 'add conversations' }),
  migration('003', { follows: ['002'], title: 'add priority, tags, due dates, and recurrence' }),
);

function refusal(act: () => unknown): string {
  try {
    return `no error, but ${JSON.stringify(act())}`;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return `${error.kind}: ${error.message}`;
  }
}

test.each([
  ['heads', ['9999bbbb']],
  ['feat@head', ['eeee5555']],
  ['net@head', ['9999bbbb']],
  ['base', []],
  ['net@base', []],
  ['feat', ['bbbb2222']],
  ['fea', ['bbbb2222']],
  ['dddd', ['dddd4444']],
  ['9999a', ['9999aaaa']],
  ['net@9999', undefined],
  ['feat@eeee5555', ['eeee5555']],
  ['cccc3333@head', ['eeee5555']],
  ['bbbb+2', ['eeee5555']],
  ['feat@aaaa1111+1', ['bbbb2222']],
  ['base+1', undefined],
  ['eeee5555-1', ['dddd4444']],
  ['bbbb2222-2', []],
  [' eeee5555 ', ['eeee5555']],
])('%s names %j', (address, ids) => {
  if (ids) expect(revisionsAt(network(), address)).toEqual(ids);
  else expect(refusal(() => revisionsAt(network(), address))).toMatch(/^ambiguous: /);
});

test.each([
  ['head', 'several-heads: there are 2 heads: eeee5555 (after) and 9999bbbb (net2). Name one, or say `heads` for all of them.'],
  ['9999', 'ambiguous: 2 revisions start with "9999": 9999aaaa (netbase) and 9999bbbb (net2). Write more of the one you mean.'],
  ['zzzz', 'unknown: no revision starts with "zzzz". `phasewise history` lists them all.'],
  ['heda', 'unknown: no revision starts with "heda". Did you mean head?'],
  ['bbbx2', 'unknown: no revision starts with "bbbx2". Did you mean bbbb2222 (b_feat)?'],
  ['DDDD4444', 'unknown: no revision starts with "DDDD4444". Did you mean dddd4444 (merge)?'],
  ['foo@head', 'unknown: no revision starts with "foo". `phasewise history` lists them all.'],
  ['fest@head', 'unknown: no revision starts with "fest". Did you mean bbbb2222 (b_feat)?'],
  ['feat@cccc3333', 'off-branch: cccc3333 (c_main) is not on the branch feat. Name it without `feat@`.'],
  ['dddd-1', 'ambiguous: "dddd-1" is ambiguous: dddd4444 (merge) merges bbbb2222 (b_feat) and cccc3333 (c_main). Name the one you mean; undoing the merge leaves them all applied.'],
  ['aaaa1111+1', 'ambiguous: "aaaa1111+1" is ambiguous: bbbb2222 (b_feat) and cccc3333 (c_main) both follow aaaa1111 (base). Name the one you mean.'],
  ['9999bbbb+1', 'too-far: "9999bbbb+1" goes too far: no revisions follow 9999bbbb (net2).'],
  ['dddd+9', 'too-far: "dddd+9" goes too far: only 1 revision follows dddd4444 (merge).'],
  ['bbbb2222-5', 'too-far: "bbbb2222-5" goes too far: only 1 revision precedes bbbb2222 (b_feat).'],
  ['base-1', 'too-far: "base-1" goes too far: nothing comes before base.'],
  ['+1', 'malformed: "+1" counts from where a database stands, and none is asked here. Write an id before it: 003+1.'],
  ['', 'malformed: "" is not the address of a revision. Write an id, head, base, +1, -1, 003+1, or label@head.'],
  ['a:b', 'malformed: "a:b" is not the address of a revision. Write an id, head, base, +1, -1, 003+1, or label@head.'],
  ['feat@', 'malformed: "feat@" is not the address of a revision. Write an id, head, base, +1, -1, 003+1, or label@head.'],
])('%j is refused', (address, message) => {
  expect(refusal(() => revisionsAt(network(), address))).toBe(message);
});

test.each([
  ['0O3', 'unknown: no revision starts with "0O3". Did you mean 003 (add priority, tags, due dates, and recurrence)?'],
  ['3', 'unknown: no revision starts with "3". Did you mean 003 (add priority, tags, due dates, and recurrence)?'],
  ['00', 'unknown: no revision starts with "00". Did you mean 001 (add users and tasks)?'],
])('short ids are written out: %s', (address, message) => {
  expect(refusal(() => revisionsAt(todo(), address))).toBe(message);
});

test.each([
  ['show abcd', () => revisionAt(pair(), 'abcd'), 'ambiguous: 2 revisions start with "abcd": abcd1234 (first) and abcd5678 (second). Write more of the one you mean.'],
  ['show heads, where there are two', () => revisionAt(graph(migration('a1'), migration('b1')), 'heads'), 'several-heads: there are 2 heads: a1 and b1. Name one of them.'],
  ['upgrade +3', () => upgradeTargets(pair(), [], '+3'), 'too-far: "+3" goes too far: only 2 revisions follow base.'],
  ['upgrade -1', () => upgradeTargets(pair(), ['abcd5678'], '-1'), 'wrong-way: "-1" goes down, and this is an upgrade. Use `phasewise downgrade -1`.'],
  ['downgrade +1', () => downgradeTarget(pair(), ['abcd1234'], '+1'), 'wrong-way: "+1" goes up, and this is a downgrade. Use `phasewise upgrade +1`.'],
  ['downgrade -5', () => downgradeTarget(pair(), ['abcd5678'], '-5'), 'too-far: "-5" goes too far: only 1 revision precedes abcd5678 (second).'],
  ['downgrade -1 at base', () => downgradeTarget(pair(), [], '-1'), 'too-far: "-1" goes too far: the database is at base, and nothing is applied.'],
  ['upgrade +20 over a fork', () => upgradeTargets(network(), [], '+20'), 'ambiguous: "+20" is ambiguous: aaaa1111 (base) and 9999aaaa (netbase) both begin at base. Name the one you mean.'],
  ['upgrade +1 from a fork', () => upgradeTargets(network(), ['aaaa1111'], '+1'), 'ambiguous: "+1" is ambiguous: bbbb2222 (b_feat) and cccc3333 (c_main) both follow aaaa1111 (base). Name the one you mean.'],
  ['downgrade -1 of two rows', () => downgradeTarget(network(), ['bbbb2222', 'cccc3333'], '-1'), 'ambiguous: "-1" is ambiguous: the database is at bbbb2222 (b_feat) and cccc3333 (c_main). Name the revision to go to, or say which branch: feat@-1.'],
])('%s is refused', (_, act, message) => {
  expect(refusal(act)).toBe(message);
});

test.each([
  ['+1', [], ['abcd1234']],
  ['+1', ['abcd1234'], ['abcd5678']],
  ['abcd5', [], ['abcd5678']],
])('upgrade %s from %j arrives at %j', (address, rows, ids) => {
  expect(upgradeTargets(pair(), rows, address)).toEqual(ids);
});

test('downgrade -2 from the second revision arrives at base', () => {
  expect(downgradeTarget(pair(), ['abcd5678'], '-2')).toEqual({ to: 'base', branch: 'abcd5678' });
});

test.each([
  ['abcd1:head', ['abcd1234', 'abcd5678']],
  [':abcd1', ['abcd1234']],
  ['abcd1:', ['abcd1234', 'abcd5678']],
  ['base:+1', ['abcd1234']],
  ['-1:', ['abcd1234', 'abcd5678']],
  [':', ['abcd1234', 'abcd5678']],
  ['abcd5:abcd1', []],
])('the range %s holds %j', (range, ids) => {
  expect(revisionsIn(pair(), range)).toEqual(ids);
});

test('C06: a range over a fork and a merge holds both arms', () => {
  expect(revisionsIn(network(), 'aaaa1111:dddd4444')).toEqual(['aaaa1111', 'bbbb2222', 'cccc3333', 'dddd4444']);
});

test('a label may hold a dash', () => {
  const dashed = graph(migration('a1', { labels: ['pay-out'] }), migration('a2', { follows: ['a1'] }));
  expect(['pay-out', 'pay-out@head', 'pay-out+1'].map((address) => revisionsAt(dashed, address))).toEqual([['a1'], ['a2'], ['a2']]);
});

test('a range needs its colon', () => {
  expect(refusal(() => revisionsIn(pair(), 'foo'))).toBe('malformed: "foo" is not a range. Write start:end, start: or :end.');
});
