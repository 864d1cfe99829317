/** The order in which differences are written: what is needed comes before what needs it, and what is taken away comes last. */
export const STAGES = [
  'schema', 'extension', 'type', 'enum value', 'sequence', 'early routine', 'release', 'drop foreign key', 'drop constraint', 'table', 'column', 'alter column', 'late routine',
  'require', 'index', 'constraint', 'check', 'foreign key', 'view', 'attached', 'comment',
  'drop attached', 'drop view', 'drop index', 'drop column', 'drop table', 'drop sequence', 'drop routine', 'drop type', 'drop extension', 'drop schema',
] as const;

export type Stage = (typeof STAGES)[number];

/** One difference, and the statements that do away with it. `about`: in a few words, "add column users.email". */
export interface Change {
  readonly stage: Stage;
  readonly about: string;
  readonly sql: readonly string[];
  /** There is no safer form of its statements. */
  readonly asItIs?: true;
}

/** In what one catalog is otherwise than another, as far as that can be said. */
export interface Comparison {
  /** In the order in which they can be made. */
  readonly changes: readonly Change[];
  /** Differences that no statement does away with; each one full sentence with the way out. */
  readonly cannot: readonly string[];
  /** What nobody can compare, and why; each one full sentence. */
  readonly notCompared: readonly string[];
}

export const NOTHING: Comparison = { changes: [], cannot: [], notCompared: [] };

/** Changes of which nothing else is to be said. */
export function sure(changes: readonly Change[]): Comparison {
  return { ...NOTHING, changes };
}

export function together(parts: readonly Comparison[]): Comparison {
  return {
    changes: parts.flatMap(({ changes }) => changes), cannot: parts.flatMap(({ cannot }) => cannot), notCompared: parts.flatMap(({ notCompared }) => notCompared),
  };
}

export function change(stage: Stage, about: string, ...sql: readonly string[]): Change {
  return { stage, about, sql };
}

/** Once it runs, the application that runs now may miss something: a phase of its own, when nobody uses it any longer. */
export function takesAway({ stage }: Change): boolean {
  return stage === 'drop column' || stage === 'drop table' || stage === 'drop view' || stage === 'drop sequence' || stage === 'drop routine'
    || stage === 'drop type' || stage === 'drop extension' || stage === 'drop schema';
}
