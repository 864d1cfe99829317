import { spawnSync } from 'node:child_process';
import type { Io } from './io.ts';

/** Whom git would name as the author of a commit in a folder; undefined where it knows nobody, or is not there. */
export function gitEmail(folder: string, env: Io['env']): string | undefined {
  if (env['PATH'] === undefined) return undefined;
  const { status, stdout } = spawnSync('git', ['config', 'user.email'], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}
