import { rules } from '../../rules/index.ts';
import { knownFrom } from '../lint/known-finding.ts';
import { disk } from '../project/disk.ts';
import { review } from '../project/judge.ts';
import { knownPath, knownText, readKnown } from '../project/known-file.ts';
import { passedOver } from '../project/passed-over.ts';
import type { Project } from '../project/project.ts';
import { counted } from '../report/summary.ts';
import { relativeTo } from '../text/path.ts';
import type { BaselineOptions } from './baseline.ts';
import type { ExitCode, Io } from './io.ts';
import { chooseProjects } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { writeWhole } from './write-whole.ts';

/** Writes what is found today beside each project. Throws what `complain` knows. */
export function baseline(paths: readonly string[], options: BaselineOptions, io: Io): ExitCode {
  const { chosen } = chooseProjects({ paths, ...projectMeant(options), pgVersion: options.pgVersion }, io);
  for (const { open } of chosen) io.out(`${recorded(open(), io)}\n`);
  return 0;
}

function recorded(project: Project, io: Io): string {
  const { findings } = review(project, rules, { directions: ['up', 'down'], passedOver: passedOver(project) });
  const known = findings.map(knownFrom);
  const before = new Set(readKnown(project.root, disk).map(({ fingerprint }) => fingerprint));
  const path = knownPath(project.root);
  writeWhole(path, knownText(known));
  const fresh = known.filter(({ fingerprint }) => !before.has(fingerprint)).length;
  const gone = before.size - (known.length - fresh);
  const changes = before.size === 0 ? '' : ` (${fresh} new, ${gone} gone)`;
  const them = known.length === 1 ? 'it as long as its statement stays' : 'them as long as their statements stay';
  return `${relativeTo(io.cwd, path)}: ${counted(known.length, 'finding')}${changes}.${known.length === 0 ? '' : ` lint is silent about ${them}.`}`;
}
