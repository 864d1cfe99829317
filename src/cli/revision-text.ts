import type { Graph } from '../revisions/graph.ts';
import { isEffectiveHead } from '../revisions/graph.ts';
import type { Revision } from '../revisions/revision.ts';
import { printable } from '../report/printable.ts';
import { relativeTo } from '../text/path.ts';

/** `003 (payments) (head), add priority`, as Alembic's users know it. */
export function revisionLine(revision: Revision): string {
  const { id, migration } = revision;
  const marks = [...(revision.labels.length > 0 ? [` (${revision.labels.join(', ')})`] : []), headMark(revision)];
  return printable(`${id}${marks.join('')}${migration.title === '' ? '' : `, ${migration.title}`}`);
}

/** `002 -> 003 (head), add priority`: the line of a history. `current`: the ids that are marked as such. */
export function historyLine(revision: Revision, current: ReadonlySet<string> = NONE): string {
  const { dependsOn, labels, migration } = revision;
  const needs = dependsOn.length > 0 ? ` (${dependsOn.join(', ')})` : '';
  const named = labels.length > 0 ? ` (${labels.join(', ')})` : '';
  const title = migration.title === '' ? '' : `, ${migration.title}`;
  return printable(`${parentsOf(revision)}${needs} -> ${revision.id}${named}${marksOf(revision, current)}${title}`);
}

/** A branch point, and below it those that follow it. */
export function branchLines(point: Revision, following: readonly Revision[]): readonly string[] {
  const line = (revision: Revision) => {
    const { id, labels, migration: { title } } = revision;
    return `${id}${labels.length > 0 ? ` (${labels.join(', ')})` : ''}${marksOf(revision, NONE)}${title === '' ? '' : `, ${title}`}`;
  };
  return [line(point), ...following.map((revision) => `${' '.repeat(point.id.length)} -> ${line(revision)}`)].map(printable);
}

/** All that is known of a revision, in lines. */
export function revisionBlock(revision: Revision, cwd: string, current: ReadonlySet<string> = NONE): string {
  const { id, parents, children, dependsOn, labels, migration } = revision;
  const description = migration.description.trim();
  const facts = [
    `Rev: ${id}${marksOf(revision, current)}`,
    `${parents.length > 1 ? 'Merges' : 'Parent'}: ${parentsOf(revision)}`,
    ...(dependsOn.length > 0 ? [`Also depends on: ${dependsOn.join(', ')}`] : []),
    ...(children.length > 1 ? [`Branches into: ${children.join(', ')}`] : []),
    ...(labels.length > 0 ? [`Branch names: ${labels.join(', ')}`] : []),
    `Path: ${relativeTo(cwd, migration.place.path)}`,
  ];
  const text = description === '' ? [] : ['', ...description.split(/\r\n|\r|\n/).map((line) => `    ${line}`.trimEnd())];
  return [...facts, ...text].map(printable).join('\n');
}

/** Revisions by their ids, in that order. */
export function revisionsOf(graph: Graph, ids: readonly string[]): readonly Revision[] {
  return ids.flatMap((id) => graph.revisions.get(id) ?? []);
}

function parentsOf({ parents }: Revision): string {
  return parents.length > 0 ? parents.join(', ') : '<base>';
}

const NONE: ReadonlySet<string> = new Set();

function marksOf(revision: Revision, current: ReadonlySet<string>): string {
  const branches = revision.children.length > 1 ? ' (branchpoint)' : '';
  const merges = revision.parents.length > 1 ? ' (mergepoint)' : '';
  return `${headMark(revision)}${branches}${merges}${current.has(revision.id) ? ' (current)' : ''}`;
}

function headMark(revision: Revision): string {
  if (revision.children.length > 0) return '';
  return isEffectiveHead(revision) ? ' (effective head)' : ' (head)';
}
