/** A parameter of a rule: what it takes, what it is where nobody sets it, and one sentence about it. */
export type OptionSpec =
  | { readonly kind: 'number'; readonly about: string; readonly otherwise: number; readonly least?: number }
  | { readonly kind: 'flag'; readonly about: string; readonly otherwise: boolean }
  | { readonly kind: 'text'; readonly about: string; readonly otherwise: string }
  | { readonly kind: 'texts'; readonly about: string; readonly otherwise: readonly string[] }
  | { readonly kind: 'choice'; readonly about: string; readonly otherwise: string; readonly of: readonly string[] }
  /** In milliseconds; written "500ms", "2s", "5min". */
  | { readonly kind: 'duration'; readonly about: string; readonly otherwise: number }
  /** A regular expression, which must match the whole text; written without slashes. Empty: anything passes. */
  | { readonly kind: 'pattern'; readonly about: string; readonly otherwise: string };

/** By the key under `[rules.<name>]`. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type OptionValue = number | boolean | string | readonly string[];
export type Options = Readonly<Record<string, OptionValue>>;

type ValueOf<S extends OptionSpec> =
  S extends { readonly kind: 'number' | 'duration' } ? number
    : S extends { readonly kind: 'flag' } ? boolean
      : S extends { readonly kind: 'texts' } ? readonly string[]
        : string;

/** What a rule with these parameters receives. */
export type OptionsOf<S extends OptionSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** The values in force: those that were set, else what the rule says. */
export function optionsIn(specs: OptionSpecs, set: Options = {}): Options {
  return Object.fromEntries(Object.entries(specs).map(([key, { otherwise }]) => [key, set[key] ?? otherwise]));
}
