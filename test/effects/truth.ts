import fs from 'node:fs';
import type { LockMode, Major } from '../../src/effects/effect.ts';

/** What was measured: fixtures/postgres/truth.json, whose key `schema` explains every field. */
export interface Truth {
  readonly lockConflicts: Readonly<Record<string, string>>;
  readonly lockModes: Readonly<Record<string, LockMode>>;
  readonly testbed: { readonly setup: readonly string[] };
  readonly forms: readonly Form[];
}

export interface Form {
  readonly id: string;
  readonly group: string;
  readonly sql: string | readonly string[];
  readonly pre?: string | readonly string[];
  readonly session?: readonly string[];
  readonly since?: Major;
  readonly versions: readonly Version[];
}

export interface Version {
  readonly pg: string;
  readonly tx: boolean;
  readonly error?: string;
  readonly locks?: Readonly<Record<string, string>>;
  readonly rewrite?: readonly string[];
  readonly rebuilt?: readonly string[];
  readonly scans?: Readonly<Record<string, number>>;
  readonly waits?: readonly { readonly for: string; readonly times?: number }[];
}

export const truth: Truth = read('truth.json');

/** Forms measured later, in the same way. */
export const more: Pick<Truth, 'forms'> = read('more-truth.json');

function read<T>(name: string): T {
  return JSON.parse(fs.readFileSync(new URL(`../../fixtures/postgres/${name}`, import.meta.url), 'utf8'));
}

/** What happened on one major; undefined where it does not know the syntax. */
export function versionOn({ versions }: Form, major: Major): Version | undefined {
  return versions.find(({ pg }) => pg.split(',').some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return from <= major && major <= to;
  }));
}

/** The strongest mode of `AX+S+AS`. */
export function strongest(modes: string): LockMode {
  const [first = ''] = modes.split('+');
  const mode = truth.lockModes[first];
  if (!mode) throw new Error(`The fixture has no lock mode ${first}.`);
  return mode;
}
