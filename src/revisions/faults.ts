import type { Migration } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import { nearest } from '../text/nearest.ts';
import { circleIn } from './circle.ts';
import { linearOrder } from './order.ts';

/** All that keeps a set of migrations from being a graph. Circles are looked for once nothing else is wrong. */
export function faultsOf(migrations: readonly Migration[]): readonly Problem[] {
  const faults = [
    ...migrations.flatMap(forbiddenCharacters),
    ...duplicates(migrations),
    ...labelClashes(migrations),
    ...missing(migrations),
  ];
  return faults.length > 0 ? faults : circles(migrations);
}

function fault(name: string, message: string, { place }: Migration, related: readonly Migration[] = []): Problem {
  const places = related.map((other) => other.place);
  return { name, level: 'error', message, place, ...(places.length > 0 && { related: places }) };
}

/** The characters that addresses are made of: `name@head`, `003-1`, `003+1`, `001:003`. */
function forbiddenCharacters(migration: Migration): readonly Problem[] {
  const found = [...new Set(migration.revision.match(/[@\-+:]/g) ?? [])];
  if (found.length === 0) return [];
  const named = found.map((character) => `\`${character}\``).join(' and ');
  return [fault(
    'forbidden-character',
    `The revision id ${migration.revision} in ${fileOf(migration)} holds ${named}, which addresses such as name@head, 003-1 and 001:003 are made of; use letters, digits and underscores.`,
    migration,
  )];
}

function duplicates(migrations: readonly Migration[]): readonly Problem[] {
  const first = new Map<string, Migration>();
  return migrations.flatMap((migration) => {
    const known = first.get(migration.revision);
    if (!known) first.set(migration.revision, migration);
    return known
      ? [fault(
        'duplicate-revision',
        `${both(known, migration)} both declare revision ${migration.revision}; give one of them an id of its own.`,
        migration,
        [known],
      )]
      : [];
  });
}

function labelClashes(migrations: readonly Migration[]): readonly Problem[] {
  const ids = new Map(migrations.map((migration) => [migration.revision, migration]));
  const declaredBy = new Map<string, Migration>();
  return migrations.flatMap((migration) =>
    migration.labels.flatMap((label) => {
      const same = ids.get(label);
      if (same) {
        const message = `The label ${label} in ${fileOf(migration)} is also the revision id of ${fileOf(same)}; give the label another name.`;
        return [fault('label-clash', message, migration, [same])];
      }
      const other = declaredBy.get(label);
      declaredBy.set(label, other ?? migration);
      if (!other) return [];
      const message = `${fileOf(other)} and ${fileOf(migration)} both declare the label ${label}; a label belongs to one revision, and all that follow it share it.`;
      return [fault('label-clash', message, migration, [other])];
    }));
}

function missing(migrations: readonly Migration[]): readonly Problem[] {
  const ids = new Map(migrations.map((migration) => [migration.revision, migration]));
  const names = new Set([...ids.keys(), ...migrations.flatMap(({ labels }) => labels)]);
  return migrations.flatMap((migration) => [
    ...migration.parents.filter((id) => !ids.has(id)).map((id) => fault(
      'missing-parent',
      `${fileOf(migration)} (revision ${migration.revision}) follows revision ${id}, which no file declares${wayOut(id, ids, ids.keys())}`,
      migration,
    )),
    ...migration.dependsOn.filter((name) => !names.has(name)).map((name) => fault(
      'missing-dependency',
      `${fileOf(migration)} (revision ${migration.revision}) depends on ${name}, which no file declares${wayOut(name, ids, names)}`,
      migration,
    )),
  ]);
}

function wayOut(wanted: string, ids: ReadonlyMap<string, Migration>, known: Iterable<string>): string {
  const meant = nearest(wanted, known);
  if (meant === undefined) return '; bring its file back, or name a revision that is here.';
  const title = ids.get(meant)?.title ?? '';
  return `; did you mean ${meant}${title === '' ? '' : ` (${title})`}?`;
}

function circles(migrations: readonly Migration[]): readonly Problem[] {
  const labels = new Map(migrations.flatMap(({ labels, revision }) => labels.map((label): [string, string] => [label, revision])));
  const byParents = migrations.map(({ revision, parents }) => ({ id: revision, before: parents }));
  const byAll = migrations.map(({ revision, parents, dependsOn }) => ({
    id: revision,
    before: [...parents, ...dependsOn.map((name) => labels.get(name) ?? name)],
  }));
  const parental = circleIn(byParents, linearOrder(byParents).unordered);
  if (parental.length > 0) return [circle('cycle', parental, migrations)];
  const dependent = circleIn(byAll, linearOrder(byAll).unordered);
  return dependent.length > 0 ? [circle('dependency-cycle', dependent, migrations)] : [];
}

function circle(name: 'cycle' | 'dependency-cycle', ids: readonly string[], migrations: readonly Migration[]): Problem {
  const byId = new Map(migrations.map((migration) => [migration.revision, migration]));
  const [first, ...rest] = ids.flatMap((id) => byId.get(id) ?? []);
  if (!first) throw new RangeError('A circle has at least one revision.');
  const verb = name === 'cycle' ? 'follows' : 'follows or depends on';
  if (rest.length === 0) {
    const itself = name === 'cycle' ? 'follows itself; name its parent' : 'depends on itself; take that dependency out';
    return fault(name, `Revision ${first.revision} in ${fileOf(first)} ${itself}.`, first);
  }
  const chain = [first, ...rest].map((migration) => `${migration.revision} (${fileOf(migration)})`);
  const message = `Revisions stand in a circle: ${[...chain, first.revision].join(` ${verb} `)}; one of them must name another.`;
  return fault(name, message, first, rest);
}

/** Files of one name lie in folders of different ones. */
function both(one: Migration, other: Migration): string {
  if (fileOf(one) !== fileOf(other)) return `${fileOf(one)} and ${fileOf(other)}`;
  const inFolder = ({ place }: Migration) => place.path.split('/').slice(-2).join('/');
  return `${inFolder(one)} and ${inFolder(other)}`;
}

function fileOf({ place }: Migration): string {
  return place.path.slice(place.path.lastIndexOf('/') + 1);
}
