import type { KnownFinding } from '../lint/known-finding.ts';
import { decode } from '../text/decode.ts';
import { compareNatural } from '../text/natural.ts';
import type { World } from '../text/world.ts';

export const KNOWN_FILE = 'phasewise.baseline.jsonl';

/** A baseline that cannot be used. `message` names the line and the way out. */
export class KnownFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KnownFileError';
  }
}

const KEYS = ['revision', 'script', 'rule', 'fingerprint'] as const satisfies readonly (keyof KnownFinding)[];

/** What `phasewise baseline` wrote at the root of a project, one finding a line; nothing where there is no file. Throws `KnownFileError`. */
export function readKnown(root: string, world: World): readonly KnownFinding[] {
  const path = knownPath(root);
  if (world.kindOf(path) !== 'file') return [];
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new KnownFileError(decoded.message);
  return decoded.source.text.split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [knownIn(line, `${path}:${at + 1}`)]));
}

export function knownPath(root: string): string {
  return `${root === '/' ? '' : root}/${KNOWN_FILE}`;
}

/** Sorted, so that two branches seldom touch the same place. */
export function knownText(known: readonly KnownFinding[]): string {
  const lines = [...known].sort((a, b) => compareNatural(a.revision, b.revision) || compareNatural(a.rule, b.rule) || compareNatural(a.fingerprint, b.fingerprint));
  return lines.map((one) => `${JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, one[key]])))}\n`).join('');
}

function knownIn(line: string, where: string): KnownFinding {
  const value = parsed(line);
  const [revision, script, rule, fingerprint] = KEYS.map((key) => value?.[key]);
  const isWhole = typeof revision === 'string' && (script === 'up' || script === 'down') && typeof rule === 'string' && typeof fingerprint === 'string';
  if (!isWhole) throw new KnownFileError(`${where} is no line of a baseline. Write it again: phasewise baseline.`);
  return { revision, script, rule, fingerprint };
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
