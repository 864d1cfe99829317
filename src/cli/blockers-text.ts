import type { Blocker } from '../run/blockers.ts';
import { durationText } from './duration-text.ts';

/** "pid 4711 (reporting, SELECT for 6 min 12 s) holds ACCESS SHARE on tasks" */
export function blockerText(blocker: Blocker): string {
  const { holds, relation } = blocker;
  const on = relation ?? 'what is needed';
  return `${sessionText(blocker)} ${holds === null ? `stands in the queue before it, for ${on}` : `holds ${holds} on ${on}`}`;
}

/** "pid 4711 (reporting, SELECT for 6 min 12 s)" */
export function sessionText({ pid, application, user, state, command, seconds }: Blocker): string {
  if (pid === 0) return 'a prepared transaction (see pg_prepared_xacts; ROLLBACK PREPARED ends it)';
  const busy = state === 'active' ? command ?? 'a statement' : state ?? '';
  const since = seconds === null ? '' : ` for ${durationText(seconds * 1000)}`;
  const about = [application === '' ? user : application, `${busy}${since}`.trim()].filter((part) => part !== '').join(', ');
  return `pid ${pid}${about === '' ? '' : ` (${about})`}`;
}

/** How to end the first of them by hand; undefined where there is no such way. */
export function endItCommand(blockers: readonly Blocker[]): string | undefined {
  const first = blockers.find(({ pid }) => pid > 0);
  if (!first) return undefined;
  return `SELECT ${first.state === 'active' ? 'pg_cancel_backend' : 'pg_terminate_backend'}(${first.pid})`;
}
