import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../src/migrations/tool.ts';
import type { Session } from '../../src/session/session.ts';
import { stringsOf } from '../../src/session/strings.ts';
import { transactionsOf } from '../../src/session/transactions.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { scriptOf } from './sending.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await (await runningServer(16)).database();
  await db.client.query('CREATE TABLE noted (step int, xid xid8); CREATE TABLE t (a int)');
});
afterAll(() => db.drop());

/** The ways in which tools send a script: what they wrap, and what goes out at once. */
const WAYS: readonly Tool[] = (['nothing', 'script', 'run'] as const).flatMap((wraps) =>
  (['statements', 'pieces', 'scripts'] as const).map((sends): Tool => ({ name: `${wraps}, ${sends}`, wraps, sends, unwraps: 'never', settings: {} })));

const NOTE = 'NOTE';
const sqlOf = (word: string, step: number) => (word === NOTE ? `INSERT INTO noted VALUES (${step}, pg_current_xact_id())` : word);

/** The first two statements are a piece, and so are the next two. */
function inPairs(words: readonly string[]): ReturnType<typeof scriptOf> {
  const read = scriptOf(words.map(sqlOf));
  const steps = read.script.steps.map((step, at) => ({ ...step, call: { id: at >> 1, place: { path: '001.sql', span: { start: 0, end: 0 } } } }));
  return { ...read, script: { ...read.script, steps } };
}

function predicted(words: readonly string[], tool: Tool): readonly Session[] {
  const { script, readings } = inPairs(words);
  return transactionsOf(script, readings, tool, () => false).before;
}

/** Sends a script as such a tool would: BEGIN and COMMIT of its own, and one query for each string. */
async function send(words: readonly string[], tool: Tool): Promise<void> {
  const { script } = inPairs(words);
  const { firsts, lasts } = stringsOf(script.steps, tool.sends);
  const strings: string[][] = [];
  let open = false;
  words.forEach((word, step) => {
    if (open) strings.at(-1)?.push(sqlOf(word, step));
    else strings.push([sqlOf(word, step)]);
    open = (open || firsts.has(step)) && !lasts.has(step);
  });
  if (tool.wraps !== 'nothing') await db.client.query('BEGIN');
  for (const string of strings) await db.client.query(string.join(';\n'));
  await db.client.query('COMMIT');
}

/** Which notes were written in one transaction: for each, the first that it shares one with. */
const shared = (ids: readonly unknown[]) => ids.map((id) => ids.indexOf(id));

function sequences(alphabet: readonly string[], length: number): readonly (readonly string[])[] {
  if (length === 0) return [[]];
  return sequences(alphabet, length - 1).flatMap((before) => alphabet.map((word) => [...before, word]));
}

describe.each(WAYS)('a tool that wraps and sends: $name', (tool) => {
  test('statements share a transaction on a server exactly where that is said', async () => {
    for (const words of sequences([NOTE, 'BEGIN', 'COMMIT', 'ROLLBACK'], 4)) {
      await db.client.query('TRUNCATE noted');
      await send(words, tool);
      const { rows } = await db.client.query<{ step: number; xid: string }>('SELECT step, xid FROM noted ORDER BY step');
      const sessions = predicted(words, tool);
      const ids = rows.map(({ step }) => sessions[step]?.transaction?.id ?? `alone ${step}`);
      expect([words, shared(ids)]).toEqual([words, shared(rows.map(({ xid }) => xid))]);
    }
  });

  test('a statement that cannot be in a transaction is refused (25001) exactly where there is one', async () => {
    for (const words of [1, 2, 3].flatMap((length) => sequences(['SELECT 1', 'BEGIN', 'COMMIT', 'VACUUM t'], length)).filter((some) => some.includes('VACUUM t'))) {
      const refused = await send(words, tool).then(() => false, async (error: unknown) => {
        await db.client.query('ROLLBACK');
        if (error instanceof DatabaseError) return error.code === '25001';
        throw error;
      });
      const sessions = predicted(words, tool);
      expect([words, refused]).toEqual([words, words.some((word, step) => word === 'VACUUM t' && sessions[step]?.transaction !== undefined)]);
    }
  });
});

test.each([
  ['SELECT 1; CREATE INDEX CONCURRENTLY i ON t (a)', '25001'],
  ['BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a)', '25001'],
  ['CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1', '25001'],
  ['CREATE INDEX CONCURRENTLY i ON t (a)', undefined],
])('in one string, %s', async (string, code) => {
  const said = await db.client.query(string).then(() => undefined, (error: unknown) => (error instanceof DatabaseError ? error.code : error));
  await db.client.query('ROLLBACK');
  expect(said).toBe(code);
});
