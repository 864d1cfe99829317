import { expect, test } from 'vitest';
import { pretty } from '../../src/report/pretty.ts';
import { columnsOf } from '../../src/report/width.ts';
import { coloured, context, cure, finding, narrow, review, shop } from './shop.ts';

const files = {
  '001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint);\n',
  '002_index.sql': 'SET lock_timeout = 0;\n\n\tCREATE INDEX orders_buyer\n\t\tON orders (buyer);\n',
};

function indexed() {
  const project = shop(files);
  const at = { script: '002#up', index: 1 } as const;
  return review(project, {
    findings: [finding(project, '002', 1, 'CREATE INDEX', {
      cure: cure({ transaction: 'none', parts: [{ kind: 'change', at, edits: [{ span: { start: 12, end: 12 }, text: ' CONCURRENTLY' }], delta: 'concurrently' }] }),
    })],
  });
}

test('a finding with its place, message and cure', async () => {
  await expect(pretty.render([indexed()], context)).toMatchFileSnapshot('snapshots/finding.txt');
});

test('the same in a terminal of 40 columns: prose is wrapped, code is not', async () => {
  const text = pretty.render([indexed()], narrow);
  await expect(text).toMatchFileSnapshot('snapshots/finding-narrow.txt');
  expect(text).toContain('      CREATE INDEX CONCURRENTLY orders_buyer\n');
});

test('colours add nothing but colours', () => {
  expect(pretty.render([indexed()], coloured).replace(/\u001b\[\d+m/g, '')).toBe(pretty.render([indexed()], context));
});

test('a rollout of phases, with what must be deployed between them', async () => {
  const project = shop(files);
  const at = { script: '002#up', index: 1 } as const;
  const found = finding(project, '002', 1, 'ON orders (buyer)', {
    rule: 'rename-column',
    majors: [14, 15, 16, 17],
    message: 'The running application fails from the moment this commits until it is replaced.',
    cure: cure(
      { parts: [{ kind: 'sql', sql: 'ALTER TABLE orders ADD COLUMN customer bigint' }] },
      { phase: 'backfill', transaction: 'none', parts: [{ kind: 'backfill', table: { name: 'orders', type: 'relation' }, set: 'customer = buyer', where: 'customer IS NULL' }] },
      { phase: 'contract', gate: 'No row of orders may have a NULL customer.', deployBefore: 'Deploy a release that names customer only.', parts: [{ kind: 'keep', at }] },
    ),
  });
  await expect(pretty.render([review(project, { findings: [found] })], context)).toMatchFileSnapshot('snapshots/phases.txt');
});

test('one phase that needs a deployment first says so before its code', async () => {
  const project = shop({ '001_drop.sql': 'ALTER TABLE orders DROP COLUMN notes;' });
  const at = { script: '001#up', index: 0 } as const;
  const found = finding(project, '001', 0, 'DROP COLUMN notes', {
    rule: 'drop-column',
    message: 'Statements of the running application that name orders.notes fail from the moment this commits.',
    cure: cure({ phase: 'contract', deployBefore: 'Deploy a release that neither reads nor writes orders.notes.', parts: [{ kind: 'keep', at }] }),
  });
  await expect(pretty.render([review(project, { findings: [found] })], context)).toMatchFileSnapshot('snapshots/contract.txt');
});

test('problems come first, unread places stand in the order of the history', async () => {
  const project = shop({ ...files, '002_again.sql': 'SELECT 1;', 'loose.sql': 'SELECT 2;' });
  const place = { path: '/repo/shop/migrations/001_orders.sql', span: { start: 27, end: 39 }, via: [{ path: '/repo/shop/migrations/002_index.sql', span: { start: 0, end: 3 } }] };
  const text = pretty.render([review(project, {
    findings: [
      finding(project, '001', 0, 'orders', { level: 'warning' }),
      { ...finding(project, '001', 0, 'orders', { rule: 'unread-statement', level: 'warning', message: 'The rows of this SELECT decide which statements run.' }), place },
    ],
    counts: { revisions: 3, statements: 5, standIns: 0, unread: 1, unknown: 2 },
    placeholders: [],
  })], context);
  await expect(text).toMatchFileSnapshot('snapshots/problems.txt');
});

test('several projects are named, each with its own last line', async () => {
  const quiet = review(shop({ '001_a.sql': 'CREATE TABLE a ();' }, 'quiet'));
  await expect(pretty.render([indexed(), quiet], context)).toMatchFileSnapshot('snapshots/several.txt');
});

test.each([
  [{ '1_a.sql': 'SELECT 1;', '2_b.sql': 'SELECT 2;' }, '✓ 2 revisions, 2 statements: nothing that an application would notice. PostgreSQL 14 to 18\n'],
  [{ '1_a.sql': 'SELECT 1;' }, '✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL 14 to 18\n'],
  [{}, 'There are no revisions yet.\n'],
])('nothing to say about %j', (some, said) => {
  expect(pretty.render([review(shop(some))], context)).toBe(said);
});

test('who is told of a long history is told how to hear of what is new', () => {
  const drops = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`${at + 1}_a.sql`, `DROP TABLE t${at};`]));
  const project = shop(drops);
  const findings = Array.from({ length: 51 }, (_, at) => finding(project, String(at + 1), 0, 'DROP'));
  const hint = 'To hear of new migrations only: phasewise baseline\n';
  expect(pretty.render([review(project, { findings })], context).endsWith(hint)).toBe(true);
  expect(pretty.render([review(project, { findings: findings.slice(1) })], context)).not.toContain(hint);
});

test('where nothing has changed that is asked about, the revisions are there all the same', () => {
  const all = review(shop({ '1_a.sql': 'SELECT 1;', '2_b.sql': 'SELECT 2;' }));
  expect(pretty.render([{ ...all, counts: { ...all.counts, revisions: 0, statements: 0 } }], context)).toBe('✓ 2 revisions, none of which is asked about.\n');
});

test('what could not be read is never called fine', () => {
  const quiet = review(shop({ '1_a.sql': 'SELECT 1;' }));
  const counts = { ...quiet.counts, unknown: 1 };
  expect(pretty.render([{ ...quiet, counts }], context)).toBe(
    'No findings in 1 revision · 1 statement read, 0 unread · 1 with effects that are not known ·\nPostgreSQL 14 to 18 · judged as phasewise runs it\n');
});

test('a major beyond those measured is judged as the last one, and the report says so', () => {
  const project = { ...shop({ '1_a.sql': 'SELECT 1;' }), majors: [18] as const, beyondMeasured: [19] };
  expect(pretty.render([review(project)], context)).toBe(
    '✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL 18\n'
    + 'PostgreSQL 19 is newer than what Phasewise has measured; it is judged as PostgreSQL 18.\n');
});

test('no control character of a file, a name or a message reaches the terminal', () => {
  const project = shop({ '1_\u001b]0;x\u0007.sql': 'DROP TABLE "a\u001b[2J\u009b\u202e";' });
  const text = pretty.render([review(project, {
    findings: [finding(project, '1', 0, 'DROP', {
      message: 'The table a\u001b[2J is gone.',
      cure: cure({ parts: [{ kind: 'keep', at: { script: '1#up', index: 0 } }] }),
    })],
  })], context);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain('DROP TABLE "a␛[2J<U+009B><U+202E>";');
});

test('a file that holds NUL is a problem without an excerpt', async () => {
  const project = shop({ '1_a.sql': new Uint8Array([83, 0, 69]) });
  await expect(pretty.render([review(project)], context)).toMatchFileSnapshot('snapshots/nul.txt');
});

test('the hint is one line and no line of prose is wider than the terminal', () => {
  const prose = pretty.render([indexed()], narrow).split('\n').filter((line) => !line.startsWith('      ') && !line.includes('│') && !line.includes('/') && !line.startsWith('What'));
  expect(prose.filter((line) => columnsOf(line) > 40)).toEqual([]);
});

test('where all phases go to the same place it is said once', async () => {
  const project = shop(files);
  const sql = (text: string) => ({ parts: [{ kind: 'sql' as const, sql: text }] });
  const found = finding(project, '002', 1, 'CREATE INDEX', { cure: cure(sql('SELECT 1'), sql('SELECT 2')) });
  await expect(pretty.render([review(project, { findings: [found] })], context)).toMatchFileSnapshot('snapshots/same-place.txt');
});
