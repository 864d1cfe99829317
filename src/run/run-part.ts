import type { RowChange } from '../revisions/rows.ts';
import { untilUnblocked } from './again.ts';
import type { Answers } from './answers.ts';
import { fateOf, transactionId } from './commit.ts';
import type { Crew } from './crew.ts';
import { forEach } from './each.ts';
import type { RunEvent, StatementRan } from './events.ts';
import { changeRows } from './ledger.ts';
import { Patience } from './patience.ts';
import type { PlannedStatement, ScriptPart } from './plan.ts';
import { RunError } from './run-error.ts';
import type { ScriptSettings } from './script-settings.ts';
import type { Sent } from './send.ts';
import { Blocked, send } from './send.ts';
import { isCancelled, isLockTrouble, serverSaid } from './server-said.ts';
import { Stopped } from './stop.ts';

/** What a script has set and been answered on its way. */
export interface Course { readonly settings: ScriptSettings; readonly answers: Answers }

/** Runs the statements of a part one by one; each is committed by the server as it ends. Throws `Stopped`. */
export async function runOutside({ statements }: ScriptPart, crew: Crew, { settings, answers }: Course, committed: (statement: PlannedStatement) => void): Promise<void> {
  for (const statement of statements) {
    const passOver = (because: string) => crew.tell({ kind: 'passed over', statement, because });
    for (const one of await untilUnblocked(crew, new Patience(crew.config), () => toRun(statement, crew, answers, passOver))) {
      const patience = new Patience(crew.config);
      await settings.outside(one);
      const sent = await untilUnblocked(crew, patience, () => send(one, crew, 'alone'));
      settings.ran(one);
      committed(one);
      crew.tell({ kind: 'committed', ran: [{ statement: one, ...sent, tries: patience.tries, queued: patience.queued, held: undefined }] });
    }
  }
}

/**
 * Runs a part as one transaction, and the change of rows with it where it is the last; as a fresh one each time a lock is
 * not to be had. Gives the statements that ran. Throws `Stopped`.
 */
export async function runTransaction(part: Extract<ScriptPart, { kind: 'transaction' }>, rows: readonly RowChange[], crew: Crew, course: Course): Promise<readonly PlannedStatement[]> {
  const patience = new Patience(crew.config);
  const { settings, answers } = course;
  const { known } = answers;
  const blockedAt = new Map<PlannedStatement | undefined, { tries: number; queued: number }>();
  const { ran, passedOver } = await untilUnblocked(crew, patience, async () => {
    try {
      return await attempt(part, rows, crew, course);
    } catch (error) {
      settings.ended('rolled back');
      answers.restore(known);
      await rollBack(crew);
      if (error instanceof Blocked) {
        const before = blockedAt.get(error.statement) ?? { tries: 0, queued: 0 };
        blockedAt.set(error.statement, { tries: before.tries + 1, queued: before.queued + error.queued });
      }
      throw error;
    }
  });
  passedOver.forEach(crew.tell);
  crew.tell({ kind: 'committed', ran: ran.map((one) => ({ ...one, ...blockedAt.get(one.statement) })) });
  return ran.map(({ statement }) => statement);
}

/** `passedOver` is told once the transaction has ended well: one that is tried again asks again. */
interface Attempt { readonly ran: readonly StatementRan[]; readonly passedOver: readonly RunEvent[] }

async function attempt(part: Extract<ScriptPart, { kind: 'transaction' }>, rows: readonly RowChange[], crew: Crew, { settings, answers }: Course): Promise<Attempt> {
  const { client } = crew.work;
  const done: { readonly statement: PlannedStatement; readonly sent: Sent; readonly began: number }[] = [];
  const passedOver: RunEvent[] = [];
  await ours(crew, () => client.query(part.begin));
  settings.began();
  let locked = false;
  for (const statement of part.statements) {
    for (const one of await toRun(statement, crew, answers, (because) => passedOver.push({ kind: 'passed over', statement, because }))) {
      await ours(crew, () => settings.within(one, locked));
      const began = performance.now();
      done.push({ statement: one, sent: await send(one, crew, 'in transaction'), began });
      settings.ran(one);
      locked ||= one.waits === 'brief';
    }
  }
  await ours(crew, async () => {
    await settings.ourselves();
    await changeRows(client, crew.table, rows);
  });
  await commit(crew);
  settings.ended('committed');
  if (rows.length > 0) crew.table = { ...crew.table, exists: true };
  const end = performance.now();
  return { ran: done.map(({ statement, sent, began }) => ({ statement, ...sent, tries: 0, queued: 0, held: end - began })), passedOver };
}

/** What of a statement is sent here, as the server answers. */
async function toRun(statement: PlannedStatement, crew: Crew, answers: Answers, passOver: (because: string) => void): Promise<readonly PlannedStatement[]> {
  const { each } = statement;
  if (!await holdsHere(statement, crew, answers)) {
    passOver('its condition does not hold here');
    return [];
  }
  if (!each) return [statement];
  const found = await ours(crew, () => forEach(statement, each, crew.work.client));
  if (found.length === 0) passOver('there is no such constraint here');
  return found;
}

/** Asks the server whether the condition of a statement holds. Throws `Stopped` where nobody has judged that it does. */
async function holdsHere(statement: PlannedStatement, crew: Crew, answers: Answers): Promise<boolean> {
  if (statement.when.kind === 'always') return true;
  const holds = await ours(crew, () => answers.holds(statement.when, async (sql) => {
    const { rows } = await crew.work.client.query<{ holds: boolean }>(`SELECT ${sql} AS holds`);
    return rows[0]?.holds === true;
  }));
  if (holds && statement.judgedNever) throw new Stopped({ kind: 'not judged', statement });
  return holds;
}

/** COMMIT, and where its answer is lost, the answer all the same. */
async function commit(crew: Crew): Promise<void> {
  const id = await ours(crew, () => transactionId(crew.work.client));
  if (crew.signal.aborted) throw new Stopped({ kind: 'interrupted', statement: undefined, leftBehind: [] });
  try {
    const { command } = await crew.work.client.query('COMMIT');
    if (command === 'ROLLBACK') throw new RunError('row-mismatch', 'the server rolled the transaction back at COMMIT, because a statement in it had failed.');
  } catch (error) {
    if (serverSaid(error) ?? error instanceof RunError) throw stopOf(error, crew);
    throw new Stopped({ kind: 'lost', statement: undefined, fate: await fateOf(id, crew.dial, crew.signal) });
  }
}

/** Does something of our own inside a transaction, and tells its failures in the words of the run. */
async function ours<T>(crew: Crew, act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await act();
  } catch (error) {
    const said = serverSaid(error);
    throw said && isLockTrouble(said) ? new Blocked(undefined, [], performance.now() - began) : stopOf(error, crew);
  }
}

function stopOf(error: unknown, crew: Crew): unknown {
  if (error instanceof RunError) return new Stopped({ kind: 'rows', message: error.message });
  const said = serverSaid(error);
  if (!said) return crew.work.isLost() ? new Stopped({ kind: 'lost', statement: undefined, fate: 'rolled back' }) : error;
  if (crew.signal.aborted && isCancelled(said)) return new Stopped({ kind: 'interrupted', statement: undefined, leftBehind: [] });
  return new Stopped({ kind: 'failed', statement: undefined, said, leftBehind: [] });
}

async function rollBack({ work }: Crew): Promise<void> {
  if (!work.isLost()) await work.client.query('ROLLBACK').catch(() => undefined);
}
