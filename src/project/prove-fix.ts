import { differencesOf } from '../catalog/difference.ts';
import type { Difference } from '../catalog/difference.ts';
import type { Division } from '../migrations/division.ts';
import type { Migration } from '../migrations/migration.ts';
import { isScript } from '../migrations/migration.ts';
import type { Reported } from '../rule/finding.ts';
import type { Project } from './project.ts';
import type { History } from './replay.ts';

interface Judged { readonly project: Project; readonly history: History; readonly findings: readonly Reported[] }

/** A migration before and after it was divided. */
export interface Claim {
  readonly before: Judged; readonly after: Judged; readonly division: Division; readonly findings: readonly Reported[];
  /** What a rule alone finds in the history before. */
  ask(rule: string): readonly Reported[];
}

/**
 * Is it the same history made safe? It can be read as before, the findings are gone and nothing is found that was not
 * there, all upgrades make the same schema, and each downgrade gives back what its own upgrade found. Why not, as one
 * full sentence; undefined: it is.
 */
export function proven(claim: Claim): string | undefined {
  return unreadable(claim) ?? newFinding(claim) ?? otherSchema(claim) ?? otherWayBack(claim);
}

function unreadable({ before, after }: Claim): string | undefined {
  const known = before.project.problems.map(({ message }) => message);
  const problem = after.project.problems.find(({ message, level }) => level === 'error' || !known.includes(message));
  if (problem && !known.includes(problem.message)) return `The files would not fit together: ${problem.message}`;
  return after.project.graph ? undefined : 'The files would not fit together.';
}

/**
 * Of two findings over one effect the weaker is not reported, so that curing the stronger brings it to light: it is new
 * only where its rule, asked alone, found nothing before. Rules that speak once of a script speak of each piece.
 */
function newFinding({ before, after, findings, division, ask }: Claim): string | undefined {
  const mayBe = new Map<string, number>();
  for (const { rule } of before.findings) mayBe.set(rule, (mayBe.get(rule) ?? 0) + 1);
  for (const { rule } of findings) mayBe.set(rule, (mayBe.get(rule) ?? 0) - 1);
  const isHidden = (rule: string) => ask(rule).some(({ at }) => at.script === division.script.id);
  for (const { rule, message } of after.findings) {
    const left = (mayBe.get(rule) ?? 0) - 1;
    mayBe.set(rule, left);
    if (left < 0 && (findings.some((one) => one.rule === rule) || !isHidden(rule))) return `Cured like this it would be a case of ${rule}: ${message}`;
  }
  return undefined;
}

function otherSchema({ before, after }: Claim): string | undefined {
  const [difference] = differencesOf(before.history.end, after.history.end);
  return difference && `It would make another schema: ${said(difference)}.`;
}

function otherWayBack({ before, after, division }: Claim): string | undefined {
  const { migration } = division;
  const [first, ...later] = piecesOf(division, after.project);
  if (!first || !isScript(migration.downgrade)) return undefined;
  const was = before.history.told(migration.downgrade.id)?.after;
  const is = isScript(first.downgrade) ? after.history.told(first.downgrade.id)?.after : after.history.told(first.upgrade.id)?.after;
  const [otherwise] = was && is ? differencesOf(was, is) : [];
  if (otherwise) return `Its downgrade would make another schema: ${said(otherwise)}.`;
  if (later.length === 0) return undefined;
  const wanted = migration.downgrade.steps.length + division.pieces.reduce((sum, { undo = [] }) => sum + undo.filter(({ kind }) => kind === 'sql').length, 0);
  const got = [first, ...later].reduce((sum, { downgrade }) => sum + (isScript(downgrade) ? downgrade.steps.length : 0), 0);
  if (got !== wanted) return 'Its downgrade would lose a statement.';
  for (const { downgrade, upgrade } of later) {
    const found = after.history.before(upgrade.id);
    const left = isScript(downgrade) ? after.history.told(downgrade.id)?.after : after.history.told(upgrade.id)?.after;
    const difference = left && differencesOf(found, left).find((one) => !('aspect' in one) || one.aspect !== 'validated');
    if (difference) return `Its downgrade cannot be divided with it: ${said(difference)}.`;
  }
  return undefined;
}

/** The migrations that it became: from the one that keeps its place, as many as there are pieces. */
export function piecesOf({ pieces, migration }: Division, { graph }: Project): readonly Migration[] {
  const order = graph?.order ?? [];
  const at = order.indexOf(migration.revision);
  return order.slice(at, at + pieces.length).flatMap((id) => graph?.revisions.get(id)?.migration ?? []);
}

function said(difference: Difference): string {
  const thing = `${difference.kind} ${difference.name}`;
  return 'aspect' in difference ? `${thing} is otherwise (${difference.aspect})` : `${thing} is ${difference.lacking === 'second' ? 'missing' : 'new'}`;
}
