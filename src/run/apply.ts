import { Answers } from './answers.ts';
import type { Crew } from './crew.ts';
import { cancel } from './line.ts';
import type { Plan, PlannedScript, PlannedStatement } from './plan.ts';
import { runDelegated } from './run-delegated.ts';
import type { Course } from './run-part.ts';
import { runOutside, runTransaction } from './run-part.ts';
import { ScriptSettings } from './script-settings.ts';
import { settle } from './settle.ts';
import type { Outcome } from './stop.ts';
import { Stopped } from './stop.ts';

/** How often a statement that is to be cancelled is cancelled again, in milliseconds: the first time may come before it begins. */
const CANCEL_AGAIN = 300;
/** How long the server may take to obey before its connection is cut, in milliseconds. */
const LAST_PATIENCE = 3000;

/** Runs a plan to its end, or to where it has to stop. The caller holds the run's lock. */
export async function applyPlan({ scripts }: Plan, crew: Crew): Promise<Outcome> {
  const applied: PlannedScript[] = [];
  const stopListening = cancelWhenTold(crew);
  try {
    for (const script of scripts) {
      const stays: PlannedStatement[] = [];
      try {
        if (crew.signal.aborted) return { kind: 'stopped', applied, because: { kind: 'interrupted', statement: undefined, leftBehind: [] }, script: undefined, stays };
        await runScript(script, crew, stays);
        applied.push(script);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        return { kind: 'stopped', applied, because: error.because, script, stays };
      }
    }
    return { kind: 'done', applied };
  } finally {
    stopListening();
  }
}

async function runScript(script: PlannedScript, crew: Crew, stays: PlannedStatement[]): Promise<void> {
  await stillOurs(crew);
  await settle(crew.work.client, { serverMajor: crew.serverMajor, lockTimeout: crew.config.lockTimeout });
  crew.tell({ kind: 'script begins', script });
  if (script.delegated) {
    await runDelegated(script, script.delegated, crew);
    crew.tell({ kind: 'script done', script });
    return;
  }
  const course: Course = { settings: new ScriptSettings(crew.work.client, crew.config.lockTimeout), answers: new Answers() };
  const { rows } = script.step;
  const last = script.parts.at(-1);
  for (const part of script.parts) {
    if (part.kind === 'outside') await runOutside(part, crew, course, (statement) => stays.push(statement));
    else {
      const ran = await runTransaction(part, part === last ? rows : [], crew, course);
      if (part !== last) stays.push(...ran);
    }
  }
  if (last?.kind === 'outside') await runTransaction({ kind: 'transaction', begin: 'BEGIN', statements: [] }, rows, crew, course);
  crew.tell({ kind: 'script done', script });
}

/** The lock of the run lives and dies with its connection. */
async function stillOurs({ watch, work }: Crew): Promise<void> {
  const alive = await watch.client.query('SELECT 1').then(() => true, () => false);
  if (!alive || work.isLost()) throw new Stopped({ kind: 'lost', statement: undefined, fate: 'rolled back' });
}

/** On Ctrl-C the statement that runs is cancelled from the other connection; a server that does not obey is left alone. */
function cancelWhenTold({ watch, work, signal }: Crew): () => void {
  let timers: readonly NodeJS.Timeout[] = [];
  const told = () => {
    const act = () => void cancel(watch.client, work.pid).catch(() => undefined);
    act();
    timers = [setInterval(act, CANCEL_AGAIN), setTimeout(() => void work.client.end().catch(() => undefined), LAST_PATIENCE)];
  };
  signal.addEventListener('abort', told, { once: true });
  return () => {
    signal.removeEventListener('abort', told);
    for (const timer of timers) clearTimeout(timer);
  };
}
