import type { Major } from '../effects/effect.ts';
import type { NoScript, Script, Statement } from '../migrations/migration.ts';
import { isScript } from '../migrations/migration.ts';
import type { PathStep } from '../revisions/path.ts';
import type { Fact } from '../rule/fact.ts';
import { wordsFor } from './delegate.ts';
import { OnceInRun } from './once-in-run.ts';
import type { Refused } from './parts.ts';
import { partsOf } from './parts.ts';
import type { Plan, PlannedScript, PlannedStatement } from './plan.ts';
import { planStatement } from './plan-statement.ts';
import type { Refusal } from './refusal.ts';

export interface PlanWish {
  readonly path: readonly PathStep[];
  /** What was learnt of the statements of these scripts. */
  readonly facts: readonly Fact[];
  readonly major: Major;
  /** Characters that the version table can hold; undefined: any number. */
  readonly width: number | undefined;
  /** The project's own tool runs what cannot be read whole. */
  readonly delegates?: boolean;
}

/** The plan of a run, or all that stands in its way; in the order of the scripts. */
export function makePlan({ path, facts, major, width, delegates = false }: PlanWish): { readonly plan: Plan; readonly refusals: readonly Refusal[] } {
  const factOf = new Map(facts.map((fact) => [keyOf(fact.at.script, fact.at.index), fact]));
  const refusals: Refusal[] = [];
  const once = new OnceInRun();
  const scripts = path.map((step): PlannedScript => {
    refusals.push(...tooLong(step, width));
    const script = step.direction === 'up' ? step.revision.migration.upgrade : step.revision.migration.downgrade;
    if (!isScript(script)) {
      refusals.push(...noWayBack(step, script));
      return { step, script: undefined, parts: [{ kind: 'transaction', begin: 'BEGIN', statements: [] }] };
    }
    const steps = script.steps.flatMap((each, index) => {
      if (once.wasSent(each)) return [];
      return [each.kind === 'statement' ? planned(script, each, index, factOf.get(keyOf(script.id, index)), major) : each];
    });
    const { parts, refused } = partsOf(steps, script);
    const words = delegates && canDelegate(refused) ? wordsFor(step) : undefined;
    if (words) return { step, script, parts: [], delegated: words };
    refusals.push(...refused.map((one): Refusal => ({ ...one, revision: step.revision, direction: step.direction })));
    return { step, script, parts };
  });
  return { plan: { scripts }, refusals };
}

/** What the tool can run because it runs the code itself, and what it runs as it is written. */
const FOR_CODE: readonly Refusal['kind'][] = ['unread', 'stand-in', 'loop', 'condition'];
const AS_WRITTEN: readonly Refusal['kind'][] = ['mixed', 'transaction-control'];

/** Is it refused because its code would have to be run? */
export function isForCode({ kind }: Pick<Refused, 'kind'>): boolean {
  return FOR_CODE.includes(kind);
}

function canDelegate(refused: readonly Refused[]): boolean {
  return refused.some(isForCode) && refused.every((one) => isForCode(one) || AS_WRITTEN.includes(one.kind));
}

export interface PlannedStep { readonly kind: 'statement'; readonly statement: Statement; readonly fact: Fact | undefined; readonly planned: PlannedStatement }

function planned(script: Script, statement: Statement, index: number, fact: Fact | undefined, major: Major): PlannedStep {
  return { kind: 'statement', statement, fact, planned: planStatement({ script: script.id, index }, statement, fact, major) };
}

function keyOf(script: string, index: number): string {
  return `${script}\0${index}`;
}

function noWayBack({ revision, direction }: PathStep, { none }: NoScript): readonly Refusal[] {
  const { place } = revision.migration;
  const because = `${revision.id} cannot be undone: `;
  switch (none) {
    case 'empty': return [];
    case 'absent':
      return [{ kind: 'no-way-back', revision, direction, place, message: `${because}it has no downgrade. Write one, or restore from a backup and say where the database stands with \`phasewise stamp\`.` }];
    case 'raises':
      return [{ kind: 'no-way-back', revision, direction, place, message: `${because}its downgrade raises an error, so its writer meant it to stay.` }];
  }
}

function tooLong({ revision, direction, rows }: PathStep, width: number | undefined): readonly Refusal[] {
  const long = rows.some((change) => change.kind !== 'delete' && (change.kind === 'insert' ? change.revision : change.to) === revision.id);
  if (width === undefined || !long || [...revision.id].length <= width) return [];
  const message = `${revision.id} has ${[...revision.id].length} characters, and the version table holds ${width}. Shorten the id, or widen the column version_num.`;
  return [{ kind: 'id-too-long', revision, direction, place: revision.migration.place, message }];
}
