import { expect, test } from 'vitest';
import { graphOf, isEffectiveHead } from '../../src/revisions/graph.ts';
import type { Migration } from '../../src/migrations/migration.ts';
import { graph, migration, network } from './sample.ts';

test('a graph knows its heads, bases, forks and merges', () => {
  const { heads, bases, branchPoints, mergePoints, order } = network();
  expect({ heads, bases, branchPoints, mergePoints }).toEqual({
    heads: ['eeee5555', '9999bbbb'],
    bases: ['aaaa1111', '9999aaaa'],
    branchPoints: ['aaaa1111'],
    mergePoints: ['dddd4444'],
  });
  expect(order).toEqual(['aaaa1111', 'bbbb2222', 'cccc3333', 'dddd4444', 'eeee5555', '9999aaaa', '9999bbbb']);
});

test('a head on which another branch depends is an effective head', () => {
  const { revisions, heads } = network();
  expect(heads.filter((id) => { const head = revisions.get(id); return head && isEffectiveHead(head); })).toEqual(['eeee5555']);
});

test('a label reaches what follows it, and what it follows up to a fork or a merge', () => {
  const labelled = graph(
    migration('a1'),
    migration('a2', { follows: ['a1'] }),
    migration('b1', { follows: ['a1'] }),
    migration('b2', { follows: ['b1'], labels: ['pay'] }),
    migration('b3', { follows: ['b2'] }),
  );
  const reached = [...labelled.revisions.values()].filter(({ labels }) => labels.includes('pay')).map(({ id }) => id);
  expect(reached).toEqual(['b1', 'b2', 'b3']);
  expect([...network().revisions.values()].map(({ id, labels }) => `${id} ${labels.join()}`)).toEqual([
    'aaaa1111 ', 'bbbb2222 feat', 'cccc3333 ', 'dddd4444 feat', 'eeee5555 feat', '9999aaaa net', '9999bbbb net',
  ]);
});

test('a dependency may be named by a label', () => {
  const { revisions } = graph(migration('a1', { labels: ['first'] }), migration('b1', { dependsOn: ['first'] }));
  expect(revisions.get('b1')?.dependsOn).toEqual(['a1']);
  expect(revisions.get('a1')?.dependents).toEqual(['b1']);
});

const FAULTS: readonly (readonly [string, readonly Migration[], readonly string[]])[] = [
  ['a parent that no file declares', [migration('aaaa', { title: 'add users' }), migration('bbbb', { follows: ['aaab'] })], [
    'missing-parent: bbbb.py (revision bbbb) follows revision aaab, which no file declares; did you mean aaaa (add users)?',
  ]],
  ['a parent like no other', [migration('aaaa'), migration('bbbb', { follows: ['missing1'] })], [
    'missing-parent: bbbb.py (revision bbbb) follows revision missing1, which no file declares; bring its file back, or name a revision that is here.',
  ]],
  ['a dependency that no file declares', [migration('aaaa', { dependsOn: ['nope'] })], [
    'missing-dependency: aaaa.py (revision aaaa) depends on nope, which no file declares; bring its file back, or name a revision that is here.',
  ]],
  ['a duplicate id', [migration('aaaa', { file: 'a.py' }), migration('aaaa', { file: 'b.py' })], [
    'duplicate-revision: a.py and b.py both declare revision aaaa; give one of them an id of its own.',
  ]],
  ['a duplicate id in files of one name', [migration('aaaa', { file: 'a/up.sql' }), migration('aaaa', { file: 'b/up.sql' })], [
    'duplicate-revision: a/up.sql and b/up.sql both declare revision aaaa; give one of them an id of its own.',
  ]],
  ['a circle without a base', [migration('aaaa', { follows: ['bbbb'] }), migration('bbbb', { follows: ['aaaa'] })], [
    'cycle: Revisions stand in a circle: aaaa (aaaa.py) follows bbbb (bbbb.py) follows aaaa; one of them must name another.',
  ]],
  ['a circle beside a base, and one that follows it', [
    migration('aaaa'),
    migration('bbbb', { follows: ['cccc'] }),
    migration('cccc', { follows: ['bbbb'] }),
    migration('dddd', { follows: ['cccc'] }),
  ], ['cycle: Revisions stand in a circle: bbbb (bbbb.py) follows cccc (cccc.py) follows bbbb; one of them must name another.']],
  ['a revision that follows itself', [migration('aaaa', { follows: ['aaaa'] })], [
    'cycle: Revision aaaa in aaaa.py follows itself; name its parent.',
  ]],
  ['a revision that depends on itself', [migration('aaaa', { dependsOn: ['aaaa'] })], [
    'dependency-cycle: Revision aaaa in aaaa.py depends on itself; take that dependency out.',
  ]],
  ['a circle through a dependency', [migration('aaaa', { dependsOn: ['bbbb'] }), migration('bbbb', { follows: ['aaaa'] })], [
    'dependency-cycle: Revisions stand in a circle: aaaa (aaaa.py) follows or depends on bbbb (bbbb.py) follows or depends on aaaa; one of them must name another.',
  ]],
  ['characters of addresses in ids', [migration('aa@a'), migration('a-b+c')], [
    'forbidden-character: The revision id aa@a in aa@a.py holds `@`, which addresses such as name@head, 003-1 and 001:003 are made of; use letters, digits and underscores.',
    'forbidden-character: The revision id a-b+c in a-b+c.py holds `-` and `+`, which addresses such as name@head, 003-1 and 001:003 are made of; use letters, digits and underscores.',
  ]],
  ['a label used twice', [migration('aaaa', { labels: ['x'] }), migration('bbbb', { labels: ['x'] })], [
    'label-clash: aaaa.py and bbbb.py both declare the label x; a label belongs to one revision, and all that follow it share it.',
  ]],
  ['a label equal to an id', [migration('aaaa', { labels: ['aaaa'] })], [
    'label-clash: The label aaaa in aaaa.py is also the revision id of aaaa.py; give the label another name.',
  ]],
];

test.each(FAULTS)('%s is an error at its revision', (_, migrations, messages) => {
  const built = graphOf(migrations);
  const problems = built.kind === 'problems' ? built.problems : [];
  expect(problems.map(({ name, message }) => `${name}: ${message}`)).toEqual(messages);
  expect(problems.every(({ level, place }) => level === 'error' && migrations.some((one) => one.place === place))).toBe(true);
});

test('a graph of nothing is a graph', () => {
  expect(graph()).toMatchObject({ order: [], heads: [], bases: [] });
});

test('ten thousand revisions in a line make a graph', () => {
  const line = Array.from({ length: 10_000 }, (_, at) => migration(`r${at}`, { follows: at === 0 ? [] : [`r${at - 1}`] }));
  const { order, heads } = graph(...line.reverse());
  expect([order.length, order[0], order[9_999], heads]).toEqual([10_000, 'r0', 'r9999', ['r9999']]);
});
