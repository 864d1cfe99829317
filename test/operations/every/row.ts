/** A statement, what it becomes, and, where its effects are not known, why. */
export type EveryRow = readonly [sql: string, becomes: string, unknown?: string];
export type Every = Readonly<Record<string, readonly EveryRow[]>>;
