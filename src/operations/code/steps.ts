import type { Condition, Reach } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { CodeStep, Operation, Reading } from '../operation.ts';

/** Reads the text of one statement, in code with these variables. */
export type ReadText = (sql: string, variables?: ReadonlySet<string>) => Reading;

/**
 * What a piece of code comes to. `end`: whether what follows is still reached; `raises`: it ends in an error, and what it
 * did is undone. `returns` and `mayRaise`: somewhere in it.
 */
export interface Walked {
  readonly steps: readonly CodeStep[];
  readonly end: 'goes on' | 'may end' | 'ends' | 'raises';
  readonly returns: boolean;
  readonly mayRaise: boolean;
}

export const NOTHING: Walked = { steps: [], end: 'goes on', returns: false, mayRaise: false };

export function walked(...steps: readonly CodeStep[]): Walked {
  return { ...NOTHING, steps };
}

export function branch(when: Condition, then: readonly CodeStep[], otherwise: readonly CodeStep[] = []): readonly CodeStep[] {
  if (then.length + otherwise.length === 0) return [];
  return when.kind === 'always' ? then : [{ kind: 'branch', when, then, otherwise }];
}

export function runs(sql: MappedText, operations: readonly Operation[]): CodeStep {
  return { kind: 'statement', sql, operations, repeats: false };
}

export function unread(sql: MappedText, reason: string, reach: Reach): CodeStep {
  const span = { start: 0, end: sql.text.length };
  return runs(sql, [{ kind: 'run unknown text', when: ALWAYS, span, reason, reach }]);
}

/** The statement of a text, or why it is not read. */
export function statementStep(sql: MappedText, read: ReadText): CodeStep {
  const { operations, error } = read(sql.text);
  return error ? unread(sql, `PostgreSQL would refuse this: ${error.message}`, 'anything') : runs(sql, operations);
}

/** The rounds of a loop, all in one transaction unless it commits in each. */
export function repeated(steps: readonly CodeStep[]): readonly CodeStep[] {
  return operationsIn(steps).some(({ kind }) => kind === 'transaction') ? steps : inRounds(steps);
}

function inRounds(steps: readonly CodeStep[]): readonly CodeStep[] {
  return steps.map((step) => {
    if (step.kind === 'each') return step;
    return step.kind === 'statement' ? { ...step, repeats: true } : { ...step, then: inRounds(step.then), otherwise: inRounds(step.otherwise) };
  });
}

/** All operations, whatever the conditions. */
export function operationsIn(steps: readonly CodeStep[]): readonly Operation[] {
  return steps.flatMap((step) => {
    if (step.kind === 'each') return [];
    return step.kind === 'statement' ? step.operations : [...operationsIn(step.then), ...operationsIn(step.otherwise)];
  });
}
