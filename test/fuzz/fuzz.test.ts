import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { inputOf } from './input.ts';
import { judge } from './judge.ts';
import { runOne } from './one.ts';

const specimens = corpus([]);
/** Of CPU: what takes longer hangs. */
const LONGEST = 5000;

test('the input of a number is the same for the same seed', () => {
  expect(inputOf(7, 1, specimens)).toEqual(inputOf(7, 1, specimens));
  expect(inputOf(7, 1, specimens)).not.toEqual(inputOf(7, 2, specimens));
});

test('300 spoilt files end neither in a mistake of ours nor in a long wait', () => {
  const outcomes = Array.from({ length: 300 }, (_, number) => runOne(number, 20, specimens));
  expect(outcomes.filter(({ crash, cpu }) => crash !== undefined || cpu > LONGEST)).toEqual([]);
  expect(outcomes.reduce((sum, { statements }) => sum + statements, 0)).toBeGreaterThan(300);
}, 120_000);

test.each([
  ['blank lines', '\n'.repeat(300_000)],
  ['blanks', ' '.repeat(300_000)],
  ['beginnings of comments', '--\n'.repeat(100_000)],
  ['dashes', '-'.repeat(300_000)],
  ['savepoints', `BEGIN;\n${'SAVEPOINT a;\n'.repeat(20_000)}`],
  ['savepoints, and a word to Phasewise', `-- phasewise: allow drop-table: none is left\nDROP TABLE a;\nBEGIN;\n${'SAVEPOINT a;\n'.repeat(20_000)}`],
  ['transactions that are never ended', 'BEGIN;\n'.repeat(30_000)],
  ['one statement that adds 6,000 columns to a table that is not known', `ALTER TABLE t ${'ADD COLUMN a int, '.repeat(6000)}ADD COLUMN b int;`],
])('a file of nothing but %s is read in no time', (_, text) => {
  const before = process.cpuUsage();
  judge({ number: 0, path: 'migrations/001_a.sql', how: [], files: { 'migrations/001_a.sql': Buffer.from(text) } });
  const { user } = process.cpuUsage(before);
  expect(user / 1000).toBeLessThan(LONGEST);
}, 120_000);

test('a sum of 30,000 numbers in Python is not read, and what stands around it is', () => {
  const around = specimens.find((specimen) => 'alembic.ini' in specimen.around)?.around ?? {};
  const surroundings = Object.fromEntries(Object.entries(around).filter(([name]) => !name.includes('versions/')));
  const bytes = Buffer.from(`from alembic import op\nrevision = 'a'\ndown_revision = None\n\ndef upgrade():\n    op.execute(1${' + 1'.repeat(30_000)})\n    op.execute('SELECT 1')\n`);
  const [review] = judge({ number: 0, path: 'migrations/versions/a.py', how: [], files: { ...surroundings, 'migrations/versions/a.py': bytes } });
  expect(review?.counts).toMatchObject({ statements: 1, unread: 1 });
});
