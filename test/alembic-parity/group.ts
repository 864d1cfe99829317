/** Bodies of `upgrade()` that belong together: each a revision, all of them one project. */
export interface Group {
  readonly name: string;
  readonly cases: readonly string[];
  /** What is special about its env.py: keywords of `context.configure(…)`, and lines before it. */
  readonly environment?: Environment;
}

export interface Environment {
  readonly configure?: readonly string[];
  readonly before?: readonly string[];
}

/** Every combination of one of each list. */
export function combined(...lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>((all, list) => all.flatMap((made) => list.map((next) => [...made, next])), [[]]);
}

/** The arguments of a call, without those that are empty. */
export function listed(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ');
}
