import { writeFileSync } from 'node:fs';
import { directionOf } from '../migrations/migration.ts';
import { disk, reasonOf } from '../project/disk.ts';
import { review } from '../project/judge.ts';
import type { Project } from '../project/project.ts';
import { scriptOf } from '../project/project.ts';
import { History } from '../project/replay.ts';
import { revisionAt } from '../revisions/target.ts';
import { titled } from '../revisions/revision.ts';
import { withApprovals } from '../run/approval.ts';
import { approvalsPath, approvalsText, readApprovals } from '../run/approvals-file.ts';
import type { MissingApproval } from '../run/missing-approval.ts';
import { approvalOf, missingApprovals, needsApproval } from '../run/missing-approval.ts';
import { UNREAD, unjudged, unreadSteps } from '../run/unjudged.ts';
import { nearest } from '../text/nearest.ts';
import { relativeTo } from '../text/path.ts';
import { rules } from '../../rules/index.ts';
import type { ApproveOptions } from './approve.ts';
import { gitEmail } from './git-email.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { soundGraph } from './sound-graph.ts';

/** Writes down the consent to what was found in a script. Throws what `complain` knows, and where there is nothing to approve. */
export function approve(address: string, options: ApproveOptions, io: Io): ExitCode {
  if (options.rule !== undefined) checkRule(options.rule);
  if (options.reason.trim() === '') throw new UsageError('--reason is empty. Say why it may run all the same.');
  const project = openOneProject({ ...projectMeant(options), appliedByUs: true }, io);
  const wanted = missingIn(project, address, options, io);
  const said = { who: whoSays(options, project.root, io), when: `${new Date().toISOString().slice(0, 19)}Z`, reason: options.reason.trim() };
  const path = approvalsPath(project.root);
  const added = wanted.map((one) => approvalOf(one, said));
  write(path, approvalsText(withApprovals(readApprovals(project.root, disk), added)));
  for (const { revision, script, rule, findings } of added) {
    const count = findings === 1 ? '1 finding' : `${findings} findings`;
    io.out(`${io.colors.green('✓')} ${rule} in ${script === 'down' ? 'the downgrade of ' : ''}${revision}: ${count} approved by ${said.who}.\n`);
  }
  io.out(`Commit ${relativeTo(io.cwd, path)}. An edit of the script makes the approval void.\n`);
  return 0;
}

/** What is still to be approved in the script. Throws where there is nothing. */
function missingIn(project: Project, address: string, { rule, down }: ApproveOptions, io: Io): readonly MissingApproval[] {
  const revision = revisionAt(soundGraph(project, io), address);
  if (!revision) throw new UsageError(`${address} stands before the first revision; there is nothing to approve.`);
  const script = scriptOf(project, `${revision.id}#${down ? 'down' : 'up'}`);
  const name = `${down ? 'the downgrade of ' : ''}${titled(revision)}`;
  if (!script) throw new UsageError(`${titled(revision)} has no downgrade, so there is nothing to approve.`);

  const history = new History(project);
  const judged = review(project, rules, { directions: [directionOf(script.id)], scripts: new Set([script.id]), history });
  const findings = [...judged.findings, ...unjudged(history.facts(script.id)), ...(project.source.call ? unreadSteps(script) : [])];
  const asked = findings.filter((finding) => rule === undefined || finding.rule === rule);
  const { requireApproval } = project.config.run;
  if (asked.length === 0) throw new UsageError(`${rule ?? 'no rule'} found ${rule === undefined ? 'anything' : 'nothing'} in ${name}, so there is nothing to approve.`);
  if (!asked.some((finding) => needsApproval(finding, requireApproval))) {
    throw new UsageError(`what was found in ${name} needs no approval: run.require-approval is "${requireApproval}".`);
  }
  const missing = missingApprovals([script], asked, readApprovals(project.root, disk), requireApproval);
  if (missing.length === 0) throw new UsageError(`${name} is approved already, as it is now.`);
  return missing;
}

function checkRule(rule: string): void {
  const names = [...rules.map(({ name }) => name), UNREAD];
  if (names.includes(rule)) return;
  const meant = nearest(rule, names);
  throw new UsageError(`there is no rule ${rule}. ${meant === undefined ? '`phasewise explain` lists them all.' : `Did you mean ${meant}?`}`);
}

/** Approvals are reviewed like code, so they bear the name that commits bear. */
function whoSays({ who }: ApproveOptions, root: string, { env }: Io): string {
  const names = [() => who, () => env['GIT_AUTHOR_EMAIL'], () => gitEmail(root, env), () => env['EMAIL'], () => env['USER'], () => env['USERNAME']];
  for (const nameOf of names) {
    const name = nameOf()?.trim() ?? '';
    if (name !== '') return name;
  }
  throw new UsageError('nobody knows who consents. Say it: --who you@example.com');
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}.`);
  }
}
