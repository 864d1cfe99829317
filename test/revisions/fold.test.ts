import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestors } from '../../src/revisions/ancestry.ts';
import type { Graph } from '../../src/revisions/graph.ts';
import { downgradePath, upgradePath } from '../../src/revisions/path.ts';
import type { PathStep } from '../../src/revisions/path.ts';
import type { RowChange } from '../../src/revisions/rows.ts';
import { stampChanges } from '../../src/revisions/rows.ts';
import { graph, migration } from './sample.ts';

/** Any graph: each revision follows and depends on some of those before it, in a shuffled naming and reading order. */
const graphs: fc.Arbitrary<Graph> = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 14 })
  .chain((links) => fc.tuple(fc.constant(links), fc.shuffledSubarray(links.map((_, at) => at), { minLength: links.length })))
  .map(([links, names]) => {
    const idOf = (at: number) => `r${names[at] ?? 0}`;
    const migrations = links.map(([one, other, shape], at) => {
      const pick = (wanted: number) => (at === 0 ? [] : [idOf(wanted % at)]);
      const follows = shape < 6 ? pick(one) : shape < 8 ? [...new Set([...pick(one), ...pick(other)])] : [];
      const dependsOn = shape % 3 === 0 ? pick(other).filter((id) => !follows.includes(id)) : [];
      return migration(idOf(at), { follows, dependsOn });
    });
    return graph(...[...migrations].sort((a, b) => (a.revision < b.revision ? -1 : 1)));
  });

function applied(rows: readonly string[], changes: readonly RowChange[]): readonly string[] {
  const table = new Set(rows);
  for (const change of changes) {
    const gone = change.kind === 'insert' ? undefined : change.kind === 'update' ? change.from : change.revision;
    const come = change.kind === 'delete' ? undefined : change.kind === 'update' ? change.to : change.revision;
    if (gone !== undefined) expect(table.delete(gone)).toBe(true);
    if (come !== undefined) {
      expect(table.has(come)).toBe(false);
      table.add(come);
    }
  }
  return [...table].sort();
}

/** The revisions of a set that no other of it descends from or depends on, found the slow way. */
function slowTips(known: Graph, ids: ReadonlySet<string>): readonly string[] {
  return [...ids].filter((id) => ![...ids].some((other) => other !== id && ancestors(known, [other]).has(id))).sort();
}

function expectFaithful(known: Graph, start: readonly string[], steps: readonly PathStep[]): readonly string[] {
  const done = new Set(ancestors(known, start));
  let rows = [...start].sort();
  for (const { revision, direction, rows: changes } of steps) {
    if (direction === 'up') {
      for (const needed of [...revision.parents, ...revision.dependsOn]) expect(done).toContain(needed);
      done.add(revision.id);
    } else {
      for (const later of [...revision.children, ...revision.dependents]) expect(done).not.toContain(later);
      done.delete(revision.id);
    }
    rows = [...applied(rows, changes)];
    expect(rows).toEqual(slowTips(known, done));
  }
  return rows;
}

test('the order puts parents and dependencies first and holds every revision once', () => {
  fc.assert(fc.property(graphs, ({ order, revisions }) => {
    expect([...order].sort()).toEqual([...revisions.keys()].sort());
    for (const { id, parents, dependsOn } of revisions.values()) {
      for (const needed of [...parents, ...dependsOn]) expect(order.indexOf(needed)).toBeLessThan(order.indexOf(id));
    }
  }));
});

test('the order does not depend on the order of reading', () => {
  fc.assert(fc.property(graphs, (known) => {
    const migrations = [...known.revisions.values()].map((revision) => revision.migration);
    expect(graph(...migrations.reverse()).order).toEqual(known.order);
  }));
});

test('up to heads and down to base, the rows are the tips of what is applied, and none in the end', () => {
  fc.assert(fc.property(graphs, (known) => {
    const top = expectFaithful(known, [], upgradePath(known, [], known.heads));
    expect(expectFaithful(known, top, downgradePath(known, top, { to: 'base' }))).toEqual([]);
  }));
});

test('up to any revision and down to any applied one, the rows stay true', () => {
  fc.assert(fc.property(graphs, fc.nat(), fc.nat(), (known, upTo, downTo) => {
    const target = known.order[upTo % known.order.length] ?? '';
    const rows = expectFaithful(known, [], upgradePath(known, [], [target]));
    expect(rows).toEqual([target]);
    const below = [...ancestors(known, rows)][downTo % ancestors(known, rows).size] ?? '';
    fc.pre(below === target || (known.revisions.get(below)?.children ?? []).some((id) => ancestors(known, rows).has(id)));
    const left = expectFaithful(known, rows, downgradePath(known, rows, { to: below }));
    expect(ancestors(known, left)).toContain(below);
  }));
});

test('a stamp leaves the rows that it was told, and only rows that may stand together', () => {
  fc.assert(fc.property(graphs, fc.nat(), fc.nat(), (known, first, second) => {
    const rows = [known.order[first % known.order.length] ?? ''];
    const target = known.order[second % known.order.length] ?? '';
    const stamped = applied(rows, stampChanges(known, rows, [target]));
    expect(stamped).toContain(target);
    expect(slowTips(known, new Set(stamped))).toEqual(stamped);
  }));
});
