import fs from 'node:fs';
import { rules } from '../../rules/index.ts';
import { disk } from '../project/disk.ts';
import { cannotRepeat } from '../project/outside.ts';
import type { Fix } from '../project/fix.ts';
import { fix } from '../project/fix.ts';
import { passedOver } from '../project/passed-over.ts';
import { openingOf } from '../project/project.ts';
import type { Review } from '../project/review.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { LintOptions } from './lint.ts';
import { keepsOf } from './published.ts';
import type { Changed } from './version-control.ts';
import { changesOf } from './version-control.ts';
import { writeWhole } from './write-whole.ts';

/** Whether files are to be written, or shown as they would be; undefined: neither. Throws `UsageError`. */
export function fixMode({ fix: writes, diff, fixDryRun, staged, unpublished, stdinFilename }: LintOptions, paths: readonly string[]): 'write' | 'diff' | undefined {
  const shows = diff ?? fixDryRun;
  if (!writes && !shows) {
    if (unpublished) throw new UsageError('--unpublished says what --fix and --diff may change. Give one of them.');
    return undefined;
  }
  if (staged) throw new UsageError('--fix changes files as they are saved, and --staged means the index. Leave one of them out.');
  if (paths.includes('-') || stdinFilename !== undefined) throw new UsageError('--fix changes files, and standard input is none. Name the file instead.');
  return shows ? 'diff' : 'write';
}

/** What can be cured of what a review reports, in memory. */
export function fixed({ project, findings, directions }: Review, options: LintOptions & { readonly changed: Changed | undefined; readonly io: Io }): Fix {
  const reported = new Set(findings.map(({ fingerprint, place }) => `${place.path} ${fingerprint}`));
  return fix(project, openingOf(project), disk, rules, {
    directions,
    passedOver: passedOver(project),
    changes: changesOf(project, options, options.changed, options.io),
    isWanted: ({ fingerprint, place }) => reported.has(`${place.path} ${fingerprint}`),
    keeps: keepsOf(project, options, options.io),
  });
}

/** What is left, in the files that were asked for and those that came out of them. */
export function reviewAfter(fixes: Fix, asked: ReadonlySet<string> | undefined, judge: (files: ReadonlySet<string> | undefined) => Review): Review {
  return judge(asked && new Set([...asked, ...fixes.contents.keys()]));
}

/** All files of a fix, or none of them. Throws `UsageError`. */
export function writeFix({ contents }: Fix): void {
  cannotRepeat();
  const before = new Map([...contents.keys()].map((path) => [path, disk.kindOf(path) === 'file' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(disk.read(path)) : undefined]));
  const written: string[] = [];
  try {
    for (const [path, text] of inOrder(contents)) {
      written.push(path);
      put(path, text);
    }
  } catch (error) {
    for (const path of written.toReversed()) put(path, before.get(path));
    throw error;
  }
}

/** What is new comes before what goes. */
function inOrder(contents: Fix['contents']): readonly (readonly [string, string | undefined])[] {
  return [...contents].sort(([, a], [, b]) => Number(a === undefined) - Number(b === undefined));
}

function put(path: string, text: string | undefined): void {
  if (text === undefined) fs.rmSync(path, { force: true });
  else writeWhole(path, text);
}
