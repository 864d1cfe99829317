import type { Script, Step } from '../../src/migrations/migration.ts';
import { isScript } from '../../src/migrations/migration.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Project } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { placeOf } from '../../src/text/mapped.ts';
import type { Place } from '../../src/text/place.ts';

/** How often something occurs, and where first. */
export interface Tally { readonly count: number; readonly example: string }

/** What became of the statements of a project, upgrades and downgrades. */
export interface Counts {
  readonly files: number;
  readonly statements: number;
  readonly read: number;
  readonly withStandIn: number;
  readonly unread: Readonly<Record<string, Tally>>;
  /** Operations whose effects are not known, by command. */
  readonly unknown: Readonly<Record<string, Tally>>;
  /** Operations without a kind of their own, by command. */
  readonly others: Readonly<Record<string, Tally>>;
  readonly crashes: readonly string[];
  readonly seconds: number;
}

export function countsOf(project: Project): Counts {
  const begun = performance.now();
  const history = new History(project);
  const paths = new Set(project.migrations.flatMap(({ reads }) => reads.map(({ path }) => path)));
  const tallies = { unread: new Tallies(), unknown: new Tallies(), others: new Tallies() };
  const crashes: string[] = [];
  let [statements, read, withStandIn] = [0, 0, 0];

  for (const script of scriptsOf(project)) {
    let facts: readonly Fact[] = [];
    try {
      facts = history.facts(script.id);
    } catch (error) {
      crashes.push(`${script.path}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
    const byStep = new Map(facts.map((fact) => [fact.at.index, fact]));
    script.steps.forEach((step, index) => {
      if (step.kind === 'boundary') return;
      statements += 1;
      const fact = byStep.get(index);
      const reasons = reasonsIn(step, fact);
      for (const reason of reasons) tallies.unread.add(reason, placeIn(project, placeOfStep(step)));
      if (step.kind === 'unread' || reasons.length > 0) return;
      read += 1;
      if (step.standIns.length > 0) withStandIn += 1;
      if (fact) tell(fact, () => placeIn(project, placeOfStep(step)), tallies);
    });
  }
  return {
    files: paths.size, statements, read, withStandIn, crashes,
    unread: tallies.unread.all, unknown: tallies.unknown.all, others: tallies.others.all,
    seconds: (performance.now() - begun) / 1000,
  };
}

function scriptsOf(project: Project): readonly Script[] {
  return project.migrations.flatMap(({ upgrade, downgrade }) => (isScript(downgrade) ? [upgrade, downgrade] : [upgrade]));
}

/** Why a step is not read whole; none where it is. */
function reasonsIn(step: Step, fact: Fact | undefined): readonly string[] {
  if (step.kind === 'unread') return [general(step.reason)];
  if (!fact) return ['no facts of it'];
  const { error, unread, operations } = fact.reading;
  if (error) return [`refused by the grammar: ${general(error.message)}`];
  const isEmpty = operations.length === 0 && unread.length === 0;
  return [
    ...unread.map(({ reason }) => general(reason)),
    ...operations.filter(({ kind }) => kind === 'run unknown text').map(() => 'text that is only known when it runs'),
    ...(isEmpty ? ['no operations'] : []),
  ];
}

/** Reasons that differ in the names they speak of are one. */
export function general(reason: string): string {
  return reason.replace(/`[^`]*`|"[^"]*"/g, '…').replace(/\d+/g, 'n');
}

function tell({ reading, treatments }: Fact, place: () => string, { unknown, others }: Readonly<Record<'unknown' | 'others', Tallies>>): void {
  const strange = new Set(treatments.flatMap(({ effects }) => effects.unknown));
  reading.operations.forEach((operation, index) => {
    if (operation.kind === 'other') others.add(commandOf(operation), place());
    if (strange.has(index)) unknown.add(commandOf(operation), place());
  });
}

function commandOf(operation: Operation): string {
  if (operation.kind === 'other') return operation.tag === '' ? 'other without a tag' : operation.tag;
  return operation.kind === 'alter table' ? `alter table: ${operation.does}` : operation.kind;
}

function placeOfStep(step: Exclude<Step, { kind: 'boundary' }>): Place {
  return step.kind === 'unread' ? step.place : placeOf(step.sql, { start: 0, end: step.sql.text.length });
}

export function placeIn(project: Project, { path, span }: Place): string {
  return `${path}:${project.linesOf(path).positionOf(span.start).line}`;
}

class Tallies {
  readonly #all = new Map<string, Tally>();

  add(key: string, example: string): void {
    const before = this.#all.get(key);
    this.#all.set(key, { count: (before?.count ?? 0) + 1, example: before?.example ?? example });
  }

  get all(): Readonly<Record<string, Tally>> {
    return Object.fromEntries([...this.#all].sort(([, a], [, b]) => b.count - a.count));
  }
}
