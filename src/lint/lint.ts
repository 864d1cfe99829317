import type { Major } from '../effects/effect.ts';
import type { Cure } from '../migrations/cure.ts';
import type { StatementAt } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Allowance } from '../rule/allowance.ts';
import type { Finding, Reported } from '../rule/finding.ts';
import type { HistorySituation } from '../rule/history-situation.ts';
import type { ToldScript } from '../rule/script-situation.ts';
import type { Judgement } from '../rule/situation.ts';
import { asWritten } from '../sql/stand-in.ts';
import { onePerCause } from './cause.ts';
import { eased } from './eased.ts';
import { fingerprintOf } from './fingerprint.ts';
import { insideCode, outsideCode } from './inside-code.ts';
import type { Levels } from './levels.ts';
import { majorGroups } from './major-groups.ts';
import type { ActiveRules } from './raise.ts';
import type { Held, Raised } from './raised.ts';

/** Runs the rules over one script: one finding per cause, those of several majors folded into one, in the order of the statements. */
export function lint(told: ToldScript, majors: readonly Major[], rules: ActiveRules, judgement: Judgement): readonly Reported[] {
  const facts = told.facts.flatMap(withRuns);
  const groups = majorGroups(facts, majors);
  const held = groups.map((group) => {
    const raised = facts.flatMap((fact) => {
      const treatment = fact.treatments.find((one) => group.some((major) => one.majors.includes(major)));
      return treatment ? rules.ofStatement(fact, treatment, judgement) : [];
    });
    return onePerCause([...raised, ...rules.ofScript(told, group, judgement)]).map((one): Held => ({ raised: one, majors: group }));
  });
  const order = new Map(facts.map((fact, at) => [fact, at]));
  const rank = ({ raised: { fact, operation = -1 } }: Held) => [fact ? order.get(fact) ?? 0 : -1, operation] as const;
  const inOrder = [...folded(held.flat())].sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
  return onceEach(reported(inOrder, rules.levels, judgement));
}

/** Runs the rules that look at all scripts together. */
export function lintHistory(
  here: HistorySituation, rules: ActiveRules, judgement: Judgement, factsOf: (at: StatementAt) => readonly Fact[],
): readonly Reported[] {
  if (rules.onHistory.length === 0) return [];
  return reported(rules.ofHistory(here, factsOf).map((raised): Held => ({ raised, majors: here.majors })), rules.levels, judgement);
}

/** What is to be said of the comments that allow something. */
export function lintAllowances(allowances: readonly Allowance[], majors: readonly Major[], rules: ActiveRules, judgement: Judgement): readonly Reported[] {
  return reported(rules.ofAllowances(allowances).map((raised): Held => ({ raised, majors })), rules.levels, judgement);
}

function reported(held: readonly Held[], levels: Levels, judgement: Judgement): readonly Reported[] {
  const seen = new Map<string, number>();
  return held.flatMap(({ raised: { rule, finding, fact, place }, majors }): readonly Reported[] => {
    const level = levels.at(place.path).of(rule);
    if (level === 'off') return [];
    return [{
      rule: rule.name,
      level: finding.atMost ?? eased(level, finding.because, judgement),
      message: asWritten(fact ? insideCode(finding.message, fact) : finding.message),
      place,
      at: finding.at,
      majors,
      fingerprint: fingerprintOf({ rule: rule.name, script: finding.at.script, sql: fact?.statement.sql.text ?? wordsOf(finding) }, seen),
      because: finding.because,
      cure: cureAsWritten(fact ? outsideCode(finding.cure, fact) : finding.cure),
    }];
  });
}

/** A step that is no statement is told from others by what is said of it. */
function wordsOf({ at, message }: Finding): string | undefined {
  return at.index === undefined && at.step !== undefined ? message : undefined;
}

/** The sentences of a cure; its SQL is written by the source. */
function cureAsWritten(cure: Cure): Cure {
  if (cure.kind === 'none') return { ...cure, because: asWritten(cure.because) };
  if (cure.kind === 'advice') return { ...cure, say: asWritten(cure.say) };
  const said = (text: string | undefined) => (text === undefined ? text : asWritten(text));
  return { ...cure, phases: cure.phases.map((phase) => ({ ...phase, gate: said(phase.gate), deployBefore: said(phase.deployBefore) })) };
}

/** Code that runs a statement several times says the same of it each time. */
function onceEach(all: readonly Reported[]): readonly Reported[] {
  const said = new Set<string>();
  return all.filter(({ rule, message, place, at }) => {
    if (at.index === undefined || at.part === undefined) return true;
    const key = JSON.stringify([rule, message, place, at.script]);
    const isNew = !said.has(key);
    said.add(key);
    return isNew;
  });
}

/** The same finding for several groups of majors is one. */
function folded(held: readonly Held[]): Iterable<Held> {
  const facts = new Map<Fact | undefined, number>();
  const numberOf = ({ fact }: Raised) => {
    const known = facts.get(fact);
    if (known !== undefined) return known;
    facts.set(fact, facts.size);
    return facts.size - 1;
  };
  const same = new Map<string, Held>();
  for (const one of held) {
    const { raised, majors } = one;
    const { start, end } = raised.place.span;
    const key = [raised.rule.name, numberOf(raised), start, end, raised.finding.message].join('\0');
    const before = same.get(key);
    same.set(key, before ? { raised: before.raised, majors: [...before.majors, ...majors].sort((a, b) => a - b) } : one);
  }
  return same.values();
}
