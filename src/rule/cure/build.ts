import type { Cure, Delta, Part, Phase } from '../../migrations/cure.ts';
import type { StatementAt } from '../../migrations/migration.ts';
import type { TextEdit } from '../../text/place.ts';

/** The words in which rules write cures. */

export function phases(...list: readonly Phase[]): Cure {
  return { kind: 'phases', phases: list, same: false };
}

/** Provably the same migration made safe. */
export function samePhases(...list: readonly Phase[]): Cure {
  return { kind: 'phases', phases: list, same: true };
}

/** There is no safe form; the reason is one sentence. */
export function noCure(because: string): Cure {
  return { kind: 'none', because };
}

/** What to do, in one sentence, where there is nothing to be written in phases. */
export function advice(say: string): Cure {
  return { kind: 'advice', say };
}

/** A phase in a transaction of its own. */
export function inTransaction(phase: Phase['phase'], ...parts: readonly Part[]): Phase {
  return { phase, transaction: 'own', parts };
}

/** A phase outside any transaction. */
export function outside(phase: Phase['phase'], ...parts: readonly Part[]): Phase {
  return { phase, transaction: 'none', parts };
}

export function keep(at: StatementAt): Part {
  return { kind: 'keep', at };
}

export function change(at: StatementAt, delta: Delta, ...edits: readonly TextEdit[]): Part {
  return { kind: 'change', at, delta, edits };
}

export function sql(text: string): Part {
  return { kind: 'sql', sql: text };
}

export function insertion(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}
