import type { OptionSpecs, Options, OptionsOf } from '../config/option.ts';
import type { Kind, OperationOf } from '../operations/operation.ts';
import type { Allowance } from './allowance.ts';
import type { Finding } from './finding.ts';
import type { HistorySituation } from './history-situation.ts';
import type { ScriptSituation } from './script-situation.ts';
import type { Situation } from './situation.ts';

/** What everything is made from that speaks about a rule: reports, `explain`, pages, SARIF, ESLint. */
export interface About {
  /** The file's name; reads well after "allow". */
  readonly name: string;
  /** One imperative sentence. */
  readonly summary: string;
  /** Who is hurt, for how long, and why PostgreSQL does that. */
  readonly why: string;
  /** core: on, error. warn: on, warning. opt-in: off. */
  readonly pack: 'core' | 'warn' | 'opt-in';
  readonly since: string;
  readonly manual: readonly string[];
  /** Rules whose finding on the same operation makes this one's superfluous. */
  readonly yieldsTo?: readonly string[];
  /** What holds for a script as a whole is said once, at the first statement that no other rule speaks of. */
  readonly oncePer?: 'script';
  /** What to do once for all scripts that it is said of; a report says it of the last, and counts the others. */
  readonly inCommon?: string;
  /** What `[rules.<name>]` may set beside the level. */
  readonly options?: OptionSpecs;
}

/** A rule looks at one operation, one script, the whole history or what its comments allow, and answers with findings. */
export type Rule = OperationRule | ScriptRule | HistoryRule | AllowanceRule;

export interface OperationRule extends About {
  readonly sees: 'operation';
  readonly on: readonly Kind[];
  check(operation: OperationOf<Kind>, here: Situation, options: Options): readonly Finding[];
}

/** What no single statement shows: transactions left open, a downgrade that is missing, the same table twice. */
export interface ScriptRule extends About {
  readonly sees: 'script';
  check(here: ScriptSituation, options: Options): readonly Finding[];
}

/** What no single script shows: constraints that are never validated, heads, the order of locks. */
export interface HistoryRule extends About {
  readonly sees: 'history';
  check(here: HistorySituation, options: Options): readonly Finding[];
}

/** What is wrong with a comment that allows something. */
export interface AllowanceRule extends About {
  readonly sees: 'allowance';
  check(allowance: Allowance): readonly Finding[];
}

/** Rules about one thing, such as indexes. */
export interface Family { readonly name: string; readonly rules: readonly Rule[] }

interface Definition<K extends Kind, S extends OptionSpecs> extends About {
  readonly on: readonly K[];
  readonly options?: S;
  check(operation: OperationOf<K>, here: Situation, options: OptionsOf<S>): readonly Finding[];
}

interface WholeDefinition<Here, S extends OptionSpecs> extends About {
  readonly options?: S;
  check(here: Here, options: OptionsOf<S>): readonly Finding[];
}

/** Gives a rule whose `check` receives just the kinds it names, and its options by their types. */
export function defineRule<const K extends Kind, const S extends OptionSpecs = Record<never, never>>(definition: Definition<K, S>): OperationRule {
  const { on } = definition;
  const concerns = (operation: OperationOf<Kind>): operation is OperationOf<K> =>
    (on as readonly Kind[]).includes(operation.kind);
  return {
    ...definition,
    sees: 'operation',
    check: (operation, here, options) => (concerns(operation) ? definition.check(operation, here, options as OptionsOf<S>) : []),
  };
}

/** A rule that looks at a script as a whole, for each group of majors that treat all its statements alike. */
export function defineScriptRule<const S extends OptionSpecs = Record<never, never>>(definition: WholeDefinition<ScriptSituation, S>): ScriptRule {
  return { ...definition, sees: 'script', check: (here, options) => definition.check(here, options as OptionsOf<S>) };
}

/** A rule that looks at all scripts in their order. */
export function defineHistoryRule<const S extends OptionSpecs = Record<never, never>>(definition: WholeDefinition<HistorySituation, S>): HistoryRule {
  return { ...definition, sees: 'history', check: (here, options) => definition.check(here, options as OptionsOf<S>) };
}

/** A rule that looks at the comments by which a writer allows what other rules found. */
export function defineAllowanceRule(definition: Omit<AllowanceRule, 'sees'>): AllowanceRule {
  return { ...definition, sees: 'allowance' };
}
