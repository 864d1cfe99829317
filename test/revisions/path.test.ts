import { expect, test } from 'vitest';
import { downgradePath, upgradePath } from '../../src/revisions/path.ts';
import type { PathStep } from '../../src/revisions/path.ts';
import { purgeChanges, stampChanges } from '../../src/revisions/rows.ts';
import type { RowChange } from '../../src/revisions/rows.ts';
import { downgradeTarget, revisionsAt, upgradeTargets } from '../../src/revisions/target.ts';
import { graph, migration, network } from './sample.ts';

const changed = (change: RowChange) =>
  change.kind === 'insert' ? `+${change.revision}` : change.kind === 'delete' ? `-${change.revision}` : `${change.from}>${change.to}`;
const shown = (steps: readonly PathStep[]) => steps.map(({ revision, rows }) => `${revision.id}: ${rows.map(changed).join(' ')}`);
const up = (from: string, to: string, net = network()) => {
  const rows = revisionsAt(net, from);
  return shown(upgradePath(net, rows, upgradeTargets(net, rows, to)));
};
const down = (from: string, to: string, net = network()) => {
  const rows = revisionsAt(net, from);
  return shown(downgradePath(net, rows, downgradeTarget(net, rows, to)));
};

const TO_EEEE = [
  'aaaa1111: +aaaa1111',
  'bbbb2222: aaaa1111>bbbb2222',
  'cccc3333: +cccc3333',
  'dddd4444: -bbbb2222 cccc3333>dddd4444',
  'eeee5555: dddd4444>eeee5555',
];
const TO_NET = [...TO_EEEE, '9999aaaa: eeee5555>9999aaaa', '9999bbbb: 9999aaaa>9999bbbb'];

test.each([
  ['C11', 'base', 'heads', TO_NET],
  ['C16', 'base', 'net@head', TO_NET],
  ['C17', 'base', 'feat@head', TO_EEEE],
  ['C19', 'aaaa1111', 'bbbb+2', ['bbbb2222: aaaa1111>bbbb2222', 'cccc3333: +cccc3333', 'dddd4444: -bbbb2222 cccc3333>dddd4444', 'eeee5555: dddd4444>eeee5555']],
  ['C20', 'base', 'aaa', ['aaaa1111: +aaaa1111']],
  ['C23', 'base', '9999b', TO_NET],
  ['C35', 'eeee5555', 'aaaa1111', []],
  ['to base', 'eeee5555', 'base', []],
  ['on a branch', 'aaaa1111', 'feat@+1', ['bbbb2222: aaaa1111>bbbb2222']],
  ['a step of a branch not begun', 'eeee5555', 'net@+1', ['9999aaaa: eeee5555>9999aaaa']],
  ['to where it is', '9999bbbb', 'heads', []],
])('%s: an upgrade from %s to %s', (_, from, to, steps) => {
  expect(up(from, to)).toEqual(steps);
});

test.each([
  ['C12', '9999bbbb', 'base', [
    '9999bbbb: 9999bbbb>9999aaaa',
    '9999aaaa: 9999aaaa>eeee5555',
    'eeee5555: eeee5555>dddd4444',
    'dddd4444: +bbbb2222 dddd4444>cccc3333',
    'cccc3333: -cccc3333',
    'bbbb2222: bbbb2222>aaaa1111',
    'aaaa1111: -aaaa1111',
  ]],
  ['C13', 'eeee5555', 'bbbb2222', ['eeee5555: eeee5555>dddd4444', 'dddd4444: +bbbb2222 dddd4444>cccc3333']],
  ['C14', 'dddd4444', 'aaaa1111', ['dddd4444: +bbbb2222 dddd4444>cccc3333', 'cccc3333: -cccc3333', 'bbbb2222: bbbb2222>aaaa1111']],
  ['C27', 'eeee5555', '-1', ['eeee5555: eeee5555>dddd4444']],
  ['from an effective head', '9999bbbb', 'feat@dddd', ['9999bbbb: 9999bbbb>9999aaaa', '9999aaaa: 9999aaaa>eeee5555', 'eeee5555: eeee5555>dddd4444']],
  ['of the dependent branch alone', '9999bbbb', 'net@base', ['9999bbbb: 9999bbbb>9999aaaa', '9999aaaa: 9999aaaa>eeee5555']],
])('%s: a downgrade from %s to %s', (_, from, to, steps) => {
  expect(down(from, to)).toEqual(steps);
});

test.each([
  ['C29: heads of an empty table', [], 'heads', ['+9999bbbb']],
  ['C30: up the line', ['aaaa1111'], 'eeee5555', ['aaaa1111>eeee5555']],
  ['down the line', ['eeee5555'], 'bbbb2222', ['eeee5555>bbbb2222']],
  ['to a sibling', ['bbbb2222'], 'cccc3333', ['+cccc3333']],
  ['to a merge', ['bbbb2222', 'cccc3333'], 'dddd4444', ['-bbbb2222 cccc3333>dddd4444']],
  ['down to a fork', ['bbbb2222', 'cccc3333'], 'aaaa1111', ['-bbbb2222 cccc3333>aaaa1111']],
  ['to where it is', ['eeee5555'], 'eeee5555', ['']],
  ['to base', ['bbbb2222', 'cccc3333'], 'base', ['-bbbb2222 -cccc3333']],
])('a stamp, %s', (_, rows, to, changes) => {
  const net = network();
  expect([stampChanges(net, rows, revisionsAt(net, to)).map(changed).join(' ')]).toEqual(changes);
});

test('a purging stamp deletes every row first, those of unknown revisions too', () => {
  expect(purgeChanges(network(), ['gone', '9999bbbb'], ['9999bbbb']).map(changed)).toEqual(['-9999bbbb', '-gone', '+9999bbbb']);
});

test.each([
  ['an unknown row', ['gone'], 'the database is at gone, which no file declares. Bring its file back, or say where the database stands with `phasewise stamp --purge <revision>`.'],
  ['a row that another includes', ['eeee5555', 'aaaa1111'], 'the version table holds aaaa1111 and eeee5555, but eeee5555 already includes aaaa1111. Say where the database stands with `phasewise stamp --purge eeee5555`.'],
])('%s stops both ways', (_, rows, message) => {
  expect(() => upgradePath(network(), rows, ['9999bbbb'])).toThrow(message);
  expect(() => downgradePath(network(), rows, { to: 'base' })).toThrow(message);
});

test.each([
  ['what is not applied', ['aaaa1111'], 'eeee5555', 'eeee5555 (after) is not applied: the database is at aaaa1111 (base). A downgrade ends at an applied revision or at base.'],
  ['an empty database', [], 'aaaa1111', 'aaaa1111 (base) is not applied: the database is at base. A downgrade ends at an applied revision or at base.'],
  ['a head under another branch', ['9999bbbb'], 'eeee5555', 'nothing that follows eeee5555 (after) is applied; what stands above it belongs to another branch. Name a revision of that branch.'],
])('a downgrade to %s is refused', (_, rows, to, message) => {
  expect(() => downgradePath(network(), rows, { to })).toThrow(message);
});

test('a branch named for a downgrade keeps its siblings', () => {
  const net = network();
  const rows = ['bbbb2222', 'cccc3333'];
  expect(shown(downgradePath(net, rows, downgradeTarget(net, rows, 'feat@-1')))).toEqual(['bbbb2222: -bbbb2222']);
  expect(shown(downgradePath(net, rows, downgradeTarget(net, rows, 'feat@aaaa1111')))).toEqual(['bbbb2222: -bbbb2222']);
});

test('a line of ten thousand revisions goes up and down', () => {
  const line = Array.from({ length: 10_000 }, (_, at) => migration(`r${at}`, { follows: at === 0 ? [] : [`r${at - 1}`] }));
  const long = graph(...line);
  expect(upgradePath(long, [], long.heads).at(-1)?.rows).toEqual([{ kind: 'update', from: 'r9998', to: 'r9999' }]);
  expect(downgradePath(long, long.heads, { to: 'base' }).at(-1)?.rows).toEqual([{ kind: 'delete', revision: 'r0' }]);
});
