import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shellWord } from '../../src/cli/shell-word.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await (await runningServer(16)).database();
  await db.client.query('CREATE TABLE somebodys (id int)');
});
afterEach(() => db.drop());

const FOUR = {
  'migrations/001_tasks.sql': 'CREATE TABLE tasks (id bigint, priority text, due date);\nCREATE TABLE tags (id bigint);\n',
  'migrations/002_find.sql': [
    'CREATE INDEX a ON tasks (priority);', 'CREATE INDEX b ON tasks (due);', 'CREATE INDEX c ON tags (id);', 'CREATE INDEX d ON tasks (id);',
  ].join('\n'),
};

/** What comes after the first line, which names the server. */
async function said(files: Readonly<Record<string, string>>, args: string, columns = 80) {
  const { code, out } = await phasewise(args, folder(files), { env: { DATABASE_URL: db.url }, columns });
  return { code, text: out.slice(out.indexOf('\n\n') + 2) };
}

const MISSING = `002 (find) is not approved.
  index-not-concurrent  Nobody can write to tasks while the index is built.
    Reads go on.
    migrations/002_find.sql:1, 2, 4
  index-not-concurrent  Nobody can write to tags while the index is built.
    Reads go on.
    migrations/002_find.sql:3
  To approve exactly this content:
    phasewise approve 002 --rule index-not-concurrent --reason "…"
Nothing was changed.
`;

describe('what is not approved', () => {
  test('each message is said once, with all its places', async () => {
    expect(await said(FOUR, 'upgrade')).toEqual({ code: 1, text: MISSING });
  });

  test('a dry run does not say it twice', async () => {
    expect(await said(FOUR, 'upgrade --dry-run')).toEqual({
      code: 1,
      text: `001 tasks                               transaction
    CREATE TABLE tasks
    CREATE TABLE tags

002 find                                transaction
    CREATE INDEX a                      SHARE on tasks
    CREATE INDEX b                      SHARE on tasks
    CREATE INDEX c                      SHARE on tags
    CREATE INDEX d                      SHARE on tasks

${MISSING}`,
    });
  });

  test('a wide terminal is used, though not to its end', async () => {
    expect((await said(FOUR, 'upgrade', 200)).text).toBe(`002 (find) is not approved.
  index-not-concurrent  Nobody can write to tasks while the index is built. Reads go on.
    migrations/002_find.sql:1, 2, 4
  index-not-concurrent  Nobody can write to tags while the index is built. Reads go on.
    migrations/002_find.sql:3
  To approve exactly this content:   phasewise approve 002 --rule index-not-concurrent --reason "…"
Nothing was changed.
`);
  });

  test('in a narrow terminal nothing is wider but what is to be copied', async () => {
    const { text } = await said(FOUR, 'upgrade --dry-run', 40);
    expect(text.split('\n').filter((line) => line.length > 40)).toEqual(['    phasewise approve 002 --rule index-not-concurrent --reason "…"']);
    expect(text).toContain('\n    CREATE INDEX a\n      SHARE on tasks\n');
  });
});

test('of many reasons of one kind the first are told, and how many there are', async () => {
  const drops = ['a', 'b', 'c', 'd', 'e'].map((name) => `DROP TABLE \${${name}};`);
  const { code, text } = await said({ 'migrations/001_x.sql': drops.join('\n') }, 'upgrade', 200);
  const line = (name: string, at: number) => `  migrations/001_x.sql:${at}:1  \`DROP TABLE \${${name}}\` holds \`\${${name}}\`, which only the tool that the file is written for fills in; state the value under [placeholders] in phasewise.toml, or write it out.`;
  expect({ code, text: text.replace(/\n {4}/g, ' ') }).toEqual({ code: 1, text: `001 (x) cannot be applied.\n${line('a', 1)}\n${line('b', 2)}\n${line('c', 3)}\n  … and 2 more like them.\nNothing was changed.\n` });
});

test('a dry run says who has approved what', async () => {
  const root = folder(FOUR);
  await phasewise(['approve', '002', '--reason', 'small tables'], root, { env: { USER: 'ann' } });
  const { code, out } = await phasewise('upgrade --dry-run', root, { env: { DATABASE_URL: db.url } });
  expect(code).toBe(0);
  expect(out.replaceAll(/\d{4}-\d\d-\d\d/g, 'TODAY')).toContain(`
      migrations/002_find.sql:3
    index-not-concurrent is approved by ann on TODAY: small tables

Nothing was changed.
`);
});

test('a dry run says why findings stop nothing', async () => {
  await db.client.query('DROP TABLE somebodys');
  const { code, text } = await said(FOUR, 'upgrade --dry-run');
  expect(code).toBe(0);
  expect(text).toContain(`
    index-not-concurrent  Nobody can write to tags while the index is built.
      Reads go on.
      migrations/002_find.sql:3

Nothing needs an approval here: the database has no tables yet.
Nothing was changed.
`);
});

test.each([
  ['005', '005'], ['a_b.c@d', 'a_b.c@d'], ['-1', "'-1'"], ['x; rm -rf ~', "'x; rm -rf ~'"], ["o'clock", "'o'\\''clock'"], ['$(id)', "'$(id)'"], ['', "''"],
])('%s is one word of a command line: %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
