import type { Command } from 'commander';
import type { Colors } from 'picocolors/types.js';

/** The outside of the command line, handed in so that tests can be the terminal. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute, `/` between the names. */
  readonly cwd: string;
  /** Standard output is a terminal: progress may move, pictures may be drawn. */
  readonly interactive: boolean;
  /** Width of the terminal; 80 where there is none. */
  readonly columns: number;
  readonly colors: Colors;
  /** Standard input, whole. */
  input(): Promise<Uint8Array>;
  /** Asks the person at the keyboard; undefined where there is none. */
  readonly ask?: (question: string) => Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Resolves when somebody asks the process to end (Ctrl-C, SIGTERM). */
  readonly interrupted: AbortSignal;
}

/** A command adds itself to the program; its action resolves to the exit code. */
export type Register = (program: Command, io: Io, end: (code: ExitCode) => void) => void;

/** 0: nothing to object. 1: findings, or a run stopped by what it found. 2: usage, configuration, environment, or our own fault. */
export type ExitCode = 0 | 1 | 2;

/** A mistake that the person at the keyboard can mend: printed as one line after "phasewise: ", exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
