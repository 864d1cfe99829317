import { existsSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';

/** What an address may be completed from: the environment, and a few files. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly os: NodeJS.Platform;
  readonly home: string;
  /** The user of this computer, who is the database user where none is named. */
  readonly user: string;
  /** A plain file's text and permission bits; undefined where there is none that we may read. */
  readFile(path: string): { readonly text: string; readonly mode: number } | undefined;
  exists(path: string): boolean;
}

/** The surroundings of this process. */
export function theseSurroundings(): Surroundings {
  return { env: process.env, os: process.platform, home: os.homedir(), user: userName(), readFile, exists: existsSync };
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return process.env['USER'] ?? 'postgres';
  }
}

function readFile(path: string): { readonly text: string; readonly mode: number } | undefined {
  try {
    const found = statSync(path);
    return found.isFile() ? { text: readFileSync(path, 'utf8'), mode: found.mode } : undefined;
  } catch {
    return undefined;
  }
}
