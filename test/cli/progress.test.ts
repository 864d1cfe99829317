import pc from 'picocolors';
import { expect, test } from 'vitest';
import { durationText } from '../../src/cli/duration-text.ts';
import type { Io } from '../../src/cli/io.ts';
import { Progress } from '../../src/cli/progress.ts';
import { NO_EFFECTS } from '../../src/effects/effect.ts';
import type { PlannedStatement } from '../../src/run/plan.ts';

const STATEMENT: PlannedStatement = {
  at: { script: '001#up', index: 0 }, sql: 'CREATE INDEX i ON t (a)', words: 'CREATE INDEX i\u001b[2J', operations: [], when: { kind: 'always' }, judgedNever: false, effects: NO_EFFECTS, waits: 'patient',
  place: { path: '/a.sql', span: { start: 0, end: 1 } },
};

/** A progress and all that it has printed so far, piece by piece. */
function recorded({ interactive = false, columns = 80 }: Partial<Io>) {
  const pieces: string[] = [];
  const io: Io = {
    env: {}, cwd: '/', interactive, columns, colors: pc.createColors(false), interrupted: new AbortController().signal, input: () => Promise.resolve(new Uint8Array()),
    out: (text) => { pieces.push(text); }, err: () => undefined,
  };
  return { progress: new Progress(io), pieces };
}

function oneStatement(interactive: boolean): string {
  const { progress, pieces } = recorded({ interactive, columns: 60 });
  progress.tell({ kind: 'statement begins', statement: STATEMENT });
  progress.tell({ kind: 'committed', ran: [{ statement: STATEMENT, took: 1234, tries: 2, queued: 120, held: undefined, notices: [] }] });
  progress.end();
  return pieces.join('');
}

const LINE = '  ✓ CREATE INDEX i␛[2J\n      waited 120 ms in 3 tries, took 1.2 s\n';

test('a pipe gets lines for what stands, and no controls of the terminal', () => {
  expect(oneStatement(false)).toBe(LINE);
});

test('statements that follow each other and look alike take one line', () => {
  const { progress, pieces } = recorded({});
  const ran = (words: string, took: number, tries = 0) => ({ statement: { ...STATEMENT, words }, took, tries, queued: tries * 100, held: 50, notices: [{ severity: 'NOTICE', message: `${words} is\nthere` }] });
  progress.tell({ kind: 'committed', ran: [ran('INSERT INTO a', 10), ran('INSERT INTO a', 20, 1), ran('INSERT INTO b', 5), ran('INSERT INTO a', 1)] });
  expect(pieces.join('')).toBe(`  ✓ INSERT INTO a, 2 times              waited 100 ms in 2 tries, took 30 ms
      NOTICE: INSERT INTO a is␊there
  ✓ INSERT INTO b                       took 5 ms
      NOTICE: INSERT INTO b is␊there
  ✓ INSERT INTO a                       took 1 ms
      NOTICE: INSERT INTO a is␊there
`);
});

test('a terminal gets a moving line besides, and it is taken away again', () => {
  expect(oneStatement(true).replace(/\d+ ms\r/, 'N ms\r')).toBe(`\r\u001b[2K  ⠋ CREATE INDEX i␛[2J  N ms\r\u001b[2K${LINE}`);
});

test.each([
  [100, '  – CREATE INDEX i␛[2J                          passed over, its condition does not hold here\n'],
  [40, '  – CREATE INDEX i␛[2J\n      passed over,\n      its condition does not hold here\n'],
])('in %i columns it says what is passed over', (columns, text) => {
  const { progress, pieces } = recorded({ columns });
  progress.tell({ kind: 'passed over', statement: STATEMENT, because: 'its condition does not hold here' });
  expect(pieces.join('')).toBe(text);
});

test('on a table in much use not all who are in the way get a line', () => {
  const { progress, pieces } = recorded({ columns: 200 });
  const blocker = (pid: number) => ({ pid, application: 'web', user: 'web', state: 'active', command: 'SELECT', seconds: 2, holds: 'ACCESS SHARE', relation: 't' });
  for (const pid of [1, 2, 3]) progress.tell({ kind: 'blocked', statement: STATEMENT, blockers: [blocker(pid)], giveUpIn: 60_000 });
  progress.tell({ kind: 'blocked', statement: { ...STATEMENT, words: 'DROP TABLE t' }, blockers: [blocker(4)], giveUpIn: 60_000 });
  expect(pieces.join('')).toBe(`  CREATE INDEX i␛[2J: pid 1 (web, SELECT for 2 s) holds ACCESS SHARE on t. Not queueing behind it, so nobody
    waits. Trying again as soon as it ends; giving up in 1 min. End it yourself: SELECT pg_cancel_backend(1)
  DROP TABLE t: pid 4 (web, SELECT for 2 s) holds ACCESS SHARE on t. Not queueing behind it, so nobody
    waits. Trying again as soon as it ends; giving up in 1 min. End it yourself: SELECT pg_cancel_backend(4)
`);
});

test('a terminal is not drawn to for each of many short statements', () => {
  const { progress, pieces: drawn } = recorded({ interactive: true });
  for (let sent = 0; sent < 100; sent++) progress.tell({ kind: 'statement begins', statement: STATEMENT });
  progress.end();
  expect(drawn.length).toBeLessThan(50);
});

test.each([
  [0.4, '0 ms'], [999, '999 ms'], [999.7, '1 s'], [1000, '1 s'], [2440, '2.4 s'], [12_000, '12 s'], [9960, '10 s'], [59_700, '1 min'], [60_000, '1 min'], [119_700, '2 min'], [372_000, '6 min 12 s'], [3_900_000, '1 h 5 min'], [7_200_000, '2 h'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
