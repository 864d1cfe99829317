/** A table, or a column of it, as running statements call it. */
export interface UsedName { readonly table: string; readonly column?: string }

/** What sources say of a name. Programs can put names together, so that what they do not name is not sure to be unused. */
export type Naming =
  /** In files that speak of the table, first these places: "app/orders.py:14". */
  | { readonly kind: 'named'; readonly at: readonly string[]; readonly more: number }
  /** None of so many files has it, nor a word that it is a part of. */
  | { readonly kind: 'not named'; readonly files: number }
  /** It may be meant, or not all could be read. */
  | { readonly kind: 'unknown' };

/** The sources of the release that runs while a migration does. */
export interface Release {
  /** Where it was read: "on origin/main", "in the working tree". */
  readonly where: string;
  naming(name: UsedName): Naming;
}
