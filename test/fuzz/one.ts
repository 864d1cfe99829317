import type { corpus } from './corpus.ts';
import { inputOf } from './input.ts';
import { judge } from './judge.ts';

/** What came of an input. */
export interface Outcome {
  readonly number: number;
  /** Milliseconds of CPU. */
  readonly cpu: number;
  readonly findings: number;
  readonly statements: number;
  readonly crash?: string;
  /** The most memory that the process has had so far, in MB. */
  readonly peak: number;
}

/** A stack says where; what it quotes may be the whole file. */
const STACK = 4000;

export function runOne(number: number, seed: number, specimens: ReturnType<typeof corpus>): Outcome {
  const input = inputOf(number, seed, specimens);
  const before = process.cpuUsage();
  const made = outcomeOf(input);
  const { user, system } = process.cpuUsage(before);
  return { number, cpu: (user + system) / 1000, ...made, peak: process.resourceUsage().maxRSS / 1024 };
}

function outcomeOf(input: ReturnType<typeof inputOf>): Pick<Outcome, 'findings' | 'statements' | 'crash'> {
  try {
    const reviews = judge(input);
    return {
      findings: reviews.reduce((sum, { findings }) => sum + findings.length, 0),
      statements: reviews.reduce((sum, { counts }) => sum + counts.statements, 0),
    };
  } catch (error) {
    return { findings: 0, statements: 0, crash: (error instanceof Error ? error.stack ?? error.message : String(error)).slice(0, STACK) };
  }
}
