import type { Tool } from '../../src/migrations/tool.ts';

/** Four ways in which tools send: each statement alone, a script as one string, a transaction around a script or around the run. */
export type Way = 'statement' | 'string' | 'script' | 'run';

export function toolOf(way: Way, sends: Tool['sends'] = way === 'string' ? 'scripts' : 'pieces'): Tool {
  const wraps = way === 'script' || way === 'run' ? way : 'nothing';
  return { name: 'the tool', wraps, sends, unwraps: 'never', settings: { lock_timeout: '4s' } };
}
