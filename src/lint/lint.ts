import type { Fact, Treatment } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Cure } from '../migrations/cure.ts';
import type { Finding, Level, Reported } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Judgement } from '../rule/situation.ts';
import { Situation } from '../rule/situation.ts';
import type { Major } from '../effects/effect.ts';
import { asWritten } from '../sql/stand-in.ts';
import { placeOf } from '../text/mapped.ts';
import type { Span } from '../text/place.ts';
import { fingerprintOf } from './fingerprint.ts';
import { insideCode, outsideCode } from './inside-code.ts';
import { onePerCause } from './cause.ts';
import type { Levels } from './levels.ts';

/** A finding, the rule that made it, and where in which statement. */
export interface Raised {
  readonly rule: Rule;
  readonly finding: Finding;
  /** The number of its operation in the statement. */
  readonly operation: number;
  readonly span: Span;
}

/** Runs the rules over the facts of one script: one finding per cause, those of several majors folded into one. */
export function lint(facts: readonly Fact[], rules: readonly Rule[], levels: Levels, judgement: Judgement): readonly Reported[] {
  const active = rules.filter((rule) => levels.of(rule) !== 'off');
  const seen = new Map<string, number>();
  const all = facts.flatMap(withRuns).flatMap((fact) =>
    foldMajors(fact, active, judgement).map(({ raised, majors }): Reported => {
      const { rule, finding, span } = raised;
      return {
        rule: rule.name,
        level: levels.of(rule) as Level,
        message: asWritten(insideCode(finding.message, fact)),
        place: placeOf(fact.statement.sql, span),
        at: fact.at,
        majors,
        fingerprint: fingerprintOf(rule.name, fact, seen),
        cure: cureAsWritten(outsideCode(finding.cure, fact)),
      };
    }));
  return onceEach(all);
}

/** The sentences of a cure; its SQL is written by the source. */
function cureAsWritten(cure: Cure): Cure {
  if (cure.kind === 'none') return { ...cure, because: asWritten(cure.because) };
  const said = (text: string | undefined) => (text === undefined ? text : asWritten(text));
  return { ...cure, phases: cure.phases.map((phase) => ({ ...phase, gate: said(phase.gate), deployBefore: said(phase.deployBefore) })) };
}

/** Code that runs a statement several times says the same of it each time. */
function onceEach(all: readonly Reported[]): readonly Reported[] {
  const said = new Set<string>();
  return all.filter(({ rule, message, place, at }) => {
    const key = JSON.stringify([rule, message, place, at.script]);
    const isNew = at.part === undefined || !said.has(key);
    said.add(key);
    return isNew;
  });
}

interface Folded { readonly raised: Raised; readonly majors: readonly Major[] }

function foldMajors(fact: Fact, rules: readonly Rule[], judgement: Judgement): readonly Folded[] {
  const folded = new Map<string, Folded>();
  for (const treatment of fact.treatments) {
    for (const raised of onePerCause(raise(fact, treatment, rules, judgement))) {
      const key = [raised.rule.name, raised.span.start, raised.span.end, raised.finding.message].join('\0');
      const before = folded.get(key);
      folded.set(key, before
        ? { raised: before.raised, majors: [...before.majors, ...treatment.majors] }
        : { raised, majors: treatment.majors });
    }
  }
  return [...folded.values()].sort((a, b) => a.raised.operation - b.raised.operation);
}

function raise(fact: Fact, treatment: Treatment, rules: readonly Rule[], judgement: Judgement): readonly Raised[] {
  return fact.reading.operations.flatMap((operation, index) => {
    const here = new Situation(fact, treatment, index, judgement);
    return rules
      .filter((rule) => rule.on.includes(operation.kind))
      .flatMap((rule) => rule.check(operation, here).map((finding): Raised => ({
        rule, finding, operation: index, span: finding.span ?? operation.span,
      })));
  });
}
