import type { Migration } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import { compareNatural } from '../text/natural.ts';
import { before } from './ancestry.ts';
import { faultsOf } from './faults.ts';
import { reachOfLabels } from './labels.ts';
import { linearOrder } from './order.ts';
import type { Revision } from './revision.ts';

/** The revisions of a project and how they follow each other. Lists of ids are in the one linear order. */
export interface Graph {
  readonly revisions: ReadonlyMap<string, Revision>;
  /** The one linear order: parents and dependencies first. */
  readonly order: readonly string[];
  /** Revisions that no other one follows. */
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  /** Revisions with more than one child. */
  readonly branchPoints: readonly string[];
  /** Revisions with more than one parent. */
  readonly mergePoints: readonly string[];
  /** Each label and the revision that declares it. */
  readonly labels: ReadonlyMap<string, string>;
}

export type Built =
  | { readonly kind: 'graph'; readonly graph: Graph }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** The graph of a project, or all that is wrong with it; every problem is an error and has the place of its revision. */
export function graphOf(migrations: readonly Migration[]): Built {
  const faults = faultsOf(migrations);
  if (faults.length > 0) return { kind: 'problems', problems: faults };

  const labels = declaredLabels(migrations);
  const revisions = connected(migrations, labels);
  const { order } = linearOrder(revisions.map((revision) => ({ id: revision.id, before: before(revision) })));
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const inOrder = order.flatMap((id) => byId.get(id) ?? []);
  const idsWhere = (holds: (revision: Revision) => boolean) => inOrder.filter(holds).map(({ id }) => id);

  return {
    kind: 'graph',
    graph: {
      revisions: reachOfLabels(new Map(inOrder.map((revision) => [revision.id, revision])), labels),
      order,
      heads: idsWhere(({ children }) => children.length === 0),
      bases: idsWhere(({ parents }) => parents.length === 0),
      branchPoints: idsWhere(({ children }) => children.length > 1),
      mergePoints: idsWhere(({ parents }) => parents.length > 1),
      labels,
    },
  };
}

/** A head whose row another branch has taken over, because a revision there depends on it. */
export function isEffectiveHead({ children, dependents }: Revision): boolean {
  return children.length === 0 && dependents.length > 0;
}

function declaredLabels(migrations: readonly Migration[]): ReadonlyMap<string, string> {
  return new Map(migrations.flatMap(({ labels, revision }) => labels.map((label): [string, string] => [label, revision])));
}

function connected(migrations: readonly Migration[], labels: ReadonlyMap<string, string>): readonly Revision[] {
  const children = new Map<string, string[]>(migrations.map(({ revision }) => [revision, []]));
  const dependents = new Map<string, string[]>(migrations.map(({ revision }) => [revision, []]));
  const links = migrations.map(({ revision, parents, dependsOn }) => ({
    revision,
    parents: sorted(parents),
    dependsOn: sorted(dependsOn.map((name) => labels.get(name) ?? name)),
  }));
  for (const link of links) {
    for (const parent of link.parents) children.get(parent)?.push(link.revision);
    for (const needed of link.dependsOn) dependents.get(needed)?.push(link.revision);
  }
  return migrations.map((migration, at) => ({
    id: migration.revision,
    migration,
    parents: links[at]?.parents ?? [],
    dependsOn: links[at]?.dependsOn ?? [],
    children: sorted(children.get(migration.revision) ?? []),
    dependents: sorted(dependents.get(migration.revision) ?? []),
    labels: migration.labels,
  }));
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(compareNatural);
}
