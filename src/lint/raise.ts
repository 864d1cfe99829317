import type { Major } from '../effects/effect.ts';
import type { StatementAt } from '../migrations/migration.ts';
import type { Fact, Treatment } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Allowance } from '../rule/allowance.ts';
import type { Finding } from '../rule/finding.ts';
import type { HistorySituation } from '../rule/history-situation.ts';
import { perScript } from '../rule/per-script.ts';
import type { AllowanceRule, HistoryRule, OperationRule, Rule, ScriptRule } from '../rule/rule.ts';
import type { Telling, ToldScript } from '../rule/script-situation.ts';
import { ScriptSituation } from '../rule/script-situation.ts';
import type { Judgement } from '../rule/situation.ts';
import { Situation } from '../rule/situation.ts';
import type { Kind } from '../operations/operation.ts';
import { placeOf } from '../text/mapped.ts';
import type { Levels } from './levels.ts';
import type { Raised } from './raised.ts';

/** The rules that are on, sorted by what they look at. */
export class ActiveRules {
  readonly levels: Levels;
  readonly #rules: readonly Rule[];
  readonly #byLevels = new Map<Levels, ActiveRules>();
  readonly #byKind = new Map<Kind, OperationRule[]>();
  readonly #onScripts: readonly ScriptRule[];
  readonly onHistory: readonly HistoryRule[];
  readonly #onAllowances: readonly AllowanceRule[];
  /** The names of the rules that are on, and of all that there are. */
  readonly names: ReadonlySet<string>;
  readonly known: readonly string[];

  constructor(rules: readonly Rule[], levels: Levels) {
    const active = rules.filter((rule) => levels.of(rule) !== 'off');
    this.levels = levels;
    this.#rules = rules;
    this.names = new Set(active.map(({ name }) => name));
    this.known = rules.map(({ name }) => name);
    for (const rule of active.filter((one) => one.sees === 'operation')) {
      for (const kind of rule.on) this.#byKind.set(kind, [...this.#byKind.get(kind) ?? [], rule]);
    }
    this.#onScripts = active.filter((rule) => rule.sees === 'script');
    this.onHistory = rules.filter((rule) => rule.sees === 'history').filter((rule) => !levels.isOffEverywhere(rule));
    this.#onAllowances = active.filter((rule) => rule.sees === 'allowance');
  }

  /** Those of a file. */
  at(path: string): ActiveRules {
    const levels = this.levels.at(path);
    if (levels === this.levels) return this;
    const known = this.#byLevels.get(levels);
    if (known) return known;
    const made = new ActiveRules(this.#rules, levels);
    this.#byLevels.set(levels, made);
    return made;
  }

  /** What is raised of one statement as some majors treat it. */
  ofStatement(fact: Fact, treatment: Treatment, judgement: Judgement): readonly Raised[] {
    return fact.reading.operations.flatMap((operation, index) => {
      const rules = this.#byKind.get(operation.kind);
      if (!rules) return [];
      const here = new Situation(fact, treatment, index, judgement);
      return rules.flatMap((rule) => rule.check(operation, here, this.levels.optionsOf(rule)).map((finding): Raised => ({
        rule, finding, fact, operation: index, place: placeOf(fact.statement.sql, finding.span ?? operation.span),
      })));
    });
  }

  /** What is raised of the script as a whole, for majors that treat all of it alike. */
  ofScript(told: ToldScript, majors: readonly Major[], judgement: Judgement): readonly Raised[] {
    if (this.#onScripts.length === 0) return [];
    const here = new ScriptSituation(tellingOf(told), majors, judgement);
    return this.#onScripts.flatMap((rule) => rule.check(here, this.levels.optionsOf(rule)).map((finding) => ({ rule, finding, ...located(finding, told.facts) })));
  }

  /** What is raised of comments that allow something. */
  ofAllowances(allowances: readonly Allowance[]): readonly Raised[] {
    return allowances.flatMap((allowance) => this.#onAllowances.flatMap((rule) =>
      rule.check(allowance).map((finding): Raised => ({ rule, finding, place: allowance.at.place }))));
  }

  /** What is raised of the history as a whole; `factsOf`: of a script. */
  ofHistory(here: HistorySituation, factsOf: (at: StatementAt) => readonly Fact[]): readonly Raised[] {
    return this.onHistory.flatMap((rule) => rule.check(here, this.levels.optionsOf(rule)).map((finding): Raised =>
      ({ rule, finding, ...located(finding, finding.at.index === undefined ? [] : factsOf(finding.at)) })));
  }
}

function tellingOf(told: ToldScript): Telling {
  return {
    script: told.script,
    told: () => told,
    operations: () => told.facts.flatMap(({ at, reading }) => reading.operations.map((operation) => ({ at, operation }))),
  };
}

/** Where a finding about a whole stands: at the statement that it names, at the operation that its first effect comes from. */
function located({ at, span, because }: Finding, facts: readonly Fact[]): Pick<Raised, 'place' | 'fact' | 'operation'> {
  if (at.index === undefined) return { place: at.place };
  const places = placesIn(facts);
  const fact = places.get(at) ?? places.get(at.index);
  if (!fact) throw new RangeError(`${at.script} has no statement ${at.index}.`);
  const operation = because[0]?.because[0] ?? 0;
  const whole = { start: 0, end: fact.statement.sql.text.length };
  return { fact, operation, place: placeOf(fact.statement.sql, span ?? fact.reading.operations[operation]?.span ?? whole) };
}

/** The statements of a script by their places, what code runs among them; those that were written by their numbers too. */
const placesIn = perScript((facts): ReadonlyMap<StatementAt | number, Fact> =>
  new Map<StatementAt | number, Fact>([...facts.map((one) => [one.at.index, one] as const), ...facts.flatMap(withRuns).map((one) => [one.at, one] as const)]));
