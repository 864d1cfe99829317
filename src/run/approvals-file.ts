import { decode } from '../text/decode.ts';
import { folderOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import type { Approval } from './approval.ts';
import { compareApprovals } from './approval.ts';
import { RunError } from './run-error.ts';

export const APPROVALS_FILE = 'phasewise.approvals.jsonl';

const KEYS = ['revision', 'script', 'rule', 'findings', 'hash', 'who', 'when', 'reason'] as const satisfies readonly (keyof Approval)[];

/** The approvals of a project: one JSON object per line in a file at its root. Throws `RunError` for a line that is none. */
export function readApprovals(root: string, world: World): readonly Approval[] {
  const path = approvalsPath(root);
  if (world.kindOf(path) !== 'file') return [];
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new RunError('approvals', decoded.message);
  return decoded.source.text.split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [approvalIn(line, `${path}:${at + 1}`)]));
}

export function approvalsPath(root: string): string {
  return root === folderOf(root) ? `/${APPROVALS_FILE}` : `${root}/${APPROVALS_FILE}`;
}

/** The whole file: sorted, keys in one order, one line each. */
export function approvalsText(approvals: readonly Approval[]): string {
  return [...approvals].sort(compareApprovals)
    .map((approval) => `${JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, approval[key]])))}\n`)
    .join('');
}

function approvalIn(line: string, where: string): Approval {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) {
    throw new RunError('approvals', `${where} holds the mark of an unfinished merge. Keep the lines of both sides and take the marks out.`);
  }
  const value = parsed(line, where);
  for (const key of KEYS) if (!(key in value)) throw broken(where, `it has no "${key}"`);
  const unknown = Object.keys(value).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) throw broken(where, `it has a key "${unknown}" that no approval has`);
  const text = (key: keyof Approval) => {
    const held = value[key];
    if (typeof held !== 'string' || held === '') throw broken(where, `"${key}" is not a text`);
    return held;
  };
  const { findings, script } = value;
  if (script !== 'up' && script !== 'down') throw broken(where, '"script" is neither "up" nor "down"');
  if (typeof findings !== 'number' || !Number.isInteger(findings) || findings < 1) throw broken(where, '"findings" is not a number of findings');
  return {
    revision: text('revision'), script, rule: text('rule'), findings, hash: text('hash'),
    who: text('who'), when: text('when'), reason: text('reason'),
  };
}

function parsed(line: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw broken(where, 'it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(where, 'it is not a JSON object');
  return { ...value };
}

function broken(where: string, problem: string): RunError {
  return new RunError('approvals', `${where} is not an approval: ${problem}. Take the line out and approve again: phasewise approve <revision> --reason "…"`);
}
