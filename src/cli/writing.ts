import { randomBytes } from 'node:crypto';
import type { CannotWrite } from '../migrations/division.ts';
import type { Body, Said } from '../migrations/draft.ts';
import type { Misread } from '../project/added.ts';
import { added } from '../project/added.ts';
import type { Contents } from '../project/changed-files.ts';
import { disk } from '../project/disk.ts';
import type { Project } from '../project/project.ts';
import { titled } from '../revisions/revision.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { writeWhole } from './write-whole.ts';

/** Writes a migration into files of its own, once it is certain that it reads as it is meant. Throws `UsageError`. */
export function writeMigration(project: Project, said: Said, body: Body, io: Io): void {
  const made = added(project, disk, said, body, { random: newId(), at: new Date() });
  if (!('revision' in made)) throw unwritten(made);
  writeAll(made.contents);
  const { parents } = made.revision;
  const after = parents.length === 0 ? 'at the beginning' : `after ${parents.flatMap((id) => project.graph?.revisions.get(id) ?? []).map(titled).join(' and ')}`;
  io.out([...made.contents.keys()].map((path, at) => `${io.colors.green('✓')} ${relativeTo(io.cwd, path)}${at === 0 ? `, ${after}` : ''}\n`).join(''));
  for (const note of made.notes) io.err(`${io.colors.yellow('phasewise:')} ${note.replaceAll(`${io.cwd}/`, '')}\n`);
}

/** For sources that number nothing. */
export function newId(): string {
  return randomBytes(6).toString('hex');
}

export function writeAll(contents: Contents): void {
  for (const [path, text] of contents) if (text !== undefined) writeWhole(path, text);
}

export function unwritten(why: CannotWrite | Misread): UsageError {
  return new UsageError('cannot' in why ? beginningSmall(why.cannot) : `${beginningSmall(why.misread)} Nothing was written.`);
}

/** A sentence behind "phasewise: ". */
function beginningSmall(sentence: string): string {
  return /^(?:There|The|No)\b/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}
