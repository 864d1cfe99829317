import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AddressError } from '../../../src/revisions/address-error.ts';
import { before } from '../../../src/revisions/ancestry.ts';
import type { Graph } from '../../../src/revisions/graph.ts';
import { PathError } from '../../../src/revisions/path-error.ts';
import { downgradePath, upgradePath } from '../../../src/revisions/path.ts';
import { downgradeTarget, upgradeTargets } from '../../../src/revisions/target.ts';
import { graph, migration } from '../sample.ts';

/** What the real Alembic answered; record.py asks it again. */
type Answer = { readonly steps: readonly string[] } | { readonly error: string; readonly kind: string };
type Asked = readonly [name: string, direction: 'up' | 'down', rows: readonly string[], address: string, answer: Answer];
interface Drawn { readonly revisions: readonly { readonly id: string; readonly parents?: readonly string[]; readonly labels?: readonly string[]; readonly dependsOn?: readonly string[] }[] }

const read = (name: string): string => fs.readFileSync(new URL(name, import.meta.url), 'utf8');
const drawn: Readonly<Record<string, Drawn>> = JSON.parse(read('graphs.json'));
const asked: readonly Asked[] = JSON.parse(read('answers.json'));
const graphs = new Map(Object.entries(drawn).map(([name, { revisions }]) =>
  [name, graph(...revisions.map(({ id, parents: follows, labels, dependsOn }) => migration(id, { follows, labels, dependsOn })))]));

function ours(at: Graph, [, direction, rows, address]: Asked): readonly string[] | AddressError | PathError {
  try {
    const path = direction === 'up' ? upgradePath(at, rows, upgradeTargets(at, rows, address)) : downgradePath(at, rows, downgradeTarget(at, rows, address));
    return path.map(({ revision }) => revision.id);
  } catch (error) {
    if (error instanceof AddressError || error instanceof PathError) return error;
    throw error;
  }
}

/** Does each step come after all that it follows or depends on, or in a downgrade before? */
function isOrdered(at: Graph, direction: 'up' | 'down', steps: readonly string[]): boolean {
  const up = direction === 'up' ? steps : steps.toReversed();
  return up.every((id, place) => {
    const revision = at.revisions.get(id);
    return revision !== undefined && before(revision).every((earlier) => !up.includes(earlier) || up.indexOf(earlier) < place);
  });
}

/** Where we answer and Alembic does not, or the other way round: each kind has its reason. */
const WE_ANSWER: readonly (readonly [string, (asked: Asked, steps: readonly string[]) => boolean])[] = [
  ['counting down from an id may end at base, which it fails an assertion on', ([, direction, , , answer], steps) => direction === 'up' && 'kind' in answer && answer.kind === 'AssertionError' && steps.length === 0],
  ['a downgrade to the head of a branch at which the database stands does nothing', ([, direction, , address], steps) => direction === 'down' && /@heads?$/.test(address) && steps.length === 0],
];
const WE_REFUSE: readonly (readonly [string, (asked: Asked, why: AddressError | PathError) => boolean])[] = [
  ['of several rows it takes any for -1, and says that it will not any more', ([, direction, rows, address], why) => direction === 'down' && rows.length > 1 && /^-\d+$/.test(address) && why.kind === 'ambiguous'],
  ['a downgrade does not look whether a revision is on the branch that is named', ([, direction], why) => direction === 'down' && why.kind === 'off-branch'],
  ['a downgrade to what another branch depends on would undo nothing of its own', ([, direction], why) => direction === 'down' && why.kind === 'nothing-above'],
];

describe.each([...graphs])('%s', (name, at) => {
  const here = asked.filter(([of]) => of === name);

  test('the same steps as Alembic, save for the order of siblings, which it leaves to chance', () => {
    const differing = here.flatMap((one): readonly unknown[] => {
      const [, direction, rows, address, theirs] = one;
      const mine = ours(at, one);
      if (mine instanceof Error) {
        const isKnown = 'error' in theirs || WE_REFUSE.some(([, fits]) => fits(one, mine));
        return isKnown ? [] : [[direction, rows, address, 'we refuse', mine.message, theirs]];
      }
      if ('error' in theirs) return WE_ANSWER.some(([, fits]) => fits(one, mine)) ? [] : [[direction, rows, address, 'we answer', mine, theirs]];
      const same = String(mine.toSorted()) === String(theirs.steps.toSorted()) && [mine, theirs.steps].every((steps) => isOrdered(at, direction, steps));
      return same ? [] : [[direction, rows, address, mine, theirs.steps]];
    });
    expect(differing).toEqual([]);
  });

  test('most have an answer, and in most of them the order is the same to the letter', () => {
    const answered = here.filter(([, , , , answer]) => 'steps' in answer);
    const equal = answered.filter((one) => String(ours(at, one)) === String('steps' in one[4] ? one[4].steps : ''));
    expect(answered.length).toBeGreaterThan(60);
    expect(equal.length / answered.length).toBeGreaterThan(0.8);
  });
});

test('every kind of difference occurs', () => {
  const all = asked.map((one) => ({ one, mine: ours(graphs.get(one[0]) ?? expect.fail(one[0]), one) }));
  const never = [
    ...WE_ANSWER.filter(([, fits]) => !all.some(({ one, mine }) => !(mine instanceof Error) && 'error' in one[4] && fits(one, mine))),
    ...WE_REFUSE.filter(([, fits]) => !all.some(({ one, mine }) => mine instanceof Error && 'steps' in one[4] && fits(one, mine))),
  ].map(([reason]) => reason);
  expect(never).toEqual([]);
});

test('a branch of which nothing is applied goes nowhere back', () => {
  const twig = graphs.get('twig') ?? expect.fail('it is drawn');
  expect(ours(twig, ['twig', 'down', ['main0002'], 'side@-1', { steps: [] }])).toMatchObject({
    kind: 'too-far', message: '"side@-1" goes too far: nothing of the branch side is applied but root0001, which others follow too.',
  });
});
