import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LINTERS, brief, folderWith, lintText } from './linters.ts';

const TABLE = 'CREATE TABLE tasks (id bigint PRIMARY KEY, title text);\n';
const INDEX = 'CREATE INDEX tasks_title ON tasks (title);\n';

const REVISION = (id: string, down: string | null, body: string) => `from alembic import op

revision = '${id}'
down_revision = ${down === null ? 'None' : `'${down}'`}


def upgrade():
    ${body}
`;
const ALEMBIC = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': '',
  'migrations/versions/a.py': REVISION('a', null, 'op.execute("CREATE TABLE tasks (id bigint PRIMARY KEY, title text)")'),
  'migrations/versions/b.py': REVISION('b', 'a', 'op.create_index("tasks_title", "tasks", ["title"])'),
};

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  const briefs = async (cwd: string, file: string, text: string, more: readonly object[] = []) => (await lintText(ESLint, cwd, file, text, more)).map(brief);

  describe('in a project', () => {
    const folder = () => folderWith({ 'migrations/001_tasks.sql': TABLE, 'migrations/002_title.sql': INDEX });

    test('judges an unsaved buffer by its own text', async () => {
      const cwd = folder();
      const file = 'migrations/002_title.sql';
      expect(await briefs(cwd, file, INDEX)).toEqual(['1:1 index-not-concurrent']);
      expect(await briefs(cwd, file, `\n\n  ${INDEX}`)).toEqual(['3:3 index-not-concurrent']);
      expect(await briefs(cwd, file, '-- transaction: false\nCREATE INDEX CONCURRENTLY tasks_title ON tasks (title);\n')).toEqual([]);
      expect(await briefs(cwd, file, INDEX)).toEqual(['1:1 index-not-concurrent']);
    });

    test('judges a file that was never saved as the next migration', async () => {
      const cwd = folder();
      expect(await briefs(cwd, 'migrations/003_new.sql', 'CREATE TABLE notes (id int);\nCREATE INDEX ON notes (id);\nCREATE INDEX ON tasks (id);'))
        .toEqual(['3:1 index-not-concurrent']);
    });

    test('sees what happened to the other files meanwhile', async () => {
      const cwd = folder();
      const second = path.join(cwd, 'migrations/002_title.sql');
      const drop = 'ALTER TABLE tasks DROP COLUMN title;\n';
      fs.writeFileSync(second, 'SELECT 1;\n');
      expect(await briefs(cwd, 'migrations/003_drop.sql', 'CREATE TABLE labels (id int);\nCREATE INDEX ON labels (id);')).toEqual([]);
      fs.writeFileSync(second, 'CREATE TABLE labels (id int);\n');
      expect(await briefs(cwd, 'migrations/003_drop.sql', 'CREATE INDEX ON labels (id);')).toEqual(['1:1 index-not-concurrent']);
      fs.writeFileSync(path.join(cwd, 'phasewise.toml'), '[rules]\ndrop-column = "off"\n');
      expect(await briefs(cwd, 'migrations/003_drop.sql', drop)).toEqual([]);
      fs.rmSync(path.join(cwd, 'phasewise.toml'));
      expect(await briefs(cwd, 'migrations/003_drop.sql', drop)).toEqual(['1:19 drop-column']);
    });

    test('knows what earlier migrations made, and does not forget it from one keystroke to the next', async () => {
      const cwd = folderWith({
        'migrations/001_tasks.sql': TABLE,
        'migrations/002_check.sql': 'ALTER TABLE tasks ADD CONSTRAINT titled CHECK (title IS NOT NULL) NOT VALID;\n',
        'migrations/003_validate.sql': 'ALTER TABLE tasks VALIDATE CONSTRAINT titled;\n',
        'migrations/004_require.sql': 'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL;\n',
      });
      const require = 'ALTER TABLE tasks ALTER COLUMN title SET NOT NULL;';
      for (const text of [`${require}\n`, require, `${require} `]) expect(await briefs(cwd, 'migrations/004_require.sql', text)).toEqual([]);
      fs.writeFileSync(path.join(cwd, 'migrations/003_validate.sql'), 'SELECT 1;\n');
      for (const text of [`${require}\n`, require, `${require} `]) expect(await briefs(cwd, 'migrations/004_require.sql', text)).toEqual(['1:38 set-not-null-scan']);
    });

    test('shows a statement that PostgreSQL would refuse, and the findings beside it', async () => {
      const cwd = folder();
      const messages = await lintText(ESLint, cwd, 'migrations/002_title.sql', `ALTER TABEL tasks ADD x int;\n${INDEX}`);
      expect(messages.map(brief)).toEqual(['1:7 syntax-error', '2:1 index-not-concurrent']);
      expect(messages[0]?.message).toBe('PostgreSQL would refuse this: syntax error at or near "TABEL".');
    });

    test('shows what cannot be read as a warning', async () => {
      const [message] = await lintText(ESLint, folder(), 'migrations/002_title.sql', '\\i other.sql\n');
      expect(message).toMatchObject({ ruleId: 'phasewise/unread-statement', severity: 1, line: 1, column: 1 });
    });

    test('shows what is wrong with the revisions, also in the files that suffer from it', async () => {
      const cwd = folderWith({ 'migrations/001_a.sql': TABLE, 'migrations/01_b.sql': TABLE, 'migrations/002_c.sql': INDEX });
      const told = '01_b.sql and 001_a.sql have the same number, so nothing says which comes first; give one of them another.';
      const said = async (file: string, text: string) =>
        (await lintText(ESLint, cwd, file, text)).flatMap(({ ruleId, message }) => (ruleId === 'phasewise/broken-history' ? [message] : []));
      expect(await said('migrations/001_a.sql', TABLE)).toEqual([told]);
      expect(await said('migrations/01_b.sql', TABLE)).toEqual([told]);
      expect(await said('migrations/002_c.sql', INDEX)).toEqual([`What came before this file is not certain, because of 001_a.sql: ${told}`]);
    });

    test('says that a configuration cannot be used instead of nothing', async () => {
      const cwd = folder();
      fs.writeFileSync(path.join(cwd, 'phasewise.toml'), '[rules]\ndrop-colum = "off"\n');
      const messages = await lintText(ESLint, cwd, 'migrations/002_title.sql', INDEX);
      expect(messages.map(({ fatal, message }) => ({ fatal, message }))).toEqual([
        { fatal: true, message: `Parsing error: ${cwd}/phasewise.toml: rules.drop-colum: there is no such rule. Did you mean drop-column?` },
      ]);
    });

    test('judges for the majors that the configuration of ESLint names', async () => {
      const cwd = folder();
      const options = (postgres: unknown) => [{ files: ['**/*.sql'], languageOptions: { postgres } }];
      const text = 'ALTER TABLE tasks ADD CONSTRAINT titled NOT NULL title NOT VALID;\n';
      expect(await briefs(cwd, 'migrations/002_title.sql', text, options(18))).toEqual(['1:19 never-validated']);
      await expect(briefs(cwd, 'migrations/002_title.sql', text, options('9'))).rejects.toThrow('postgres takes majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].');
      await expect(briefs(cwd, 'migrations/002_title.sql', text, [{ files: ['**/*.sql'], languageOptions: { pg: 14 } }]))
        .rejects.toThrow('There is no language option pg; Phasewise has postgres and down.');
    });

    test('judges an unsaved Alembic revision with the ones before it', async () => {
      const cwd = folderWith(ALEMBIC);
      const file = 'migrations/versions/b.py';
      expect(await briefs(cwd, file, ALEMBIC[file])).toEqual(['8:5 index-not-concurrent']);
      expect(await briefs(cwd, file, REVISION('b', 'a', 'op.drop_column("tasks", "title")'))).toEqual(['8:5 drop-column']);
      expect(await briefs(cwd, file, `${ALEMBIC[file]}\ndef`)).toEqual(['10:4 syntax-error']);
    });
  });

  describe('in no project', () => {
    test('judges a lone file as a history of its own', async () => {
      const cwd = folderWith({});
      expect(await briefs(cwd, 'report.sql', `${TABLE}${INDEX}DROP TABLE accounts;\n`)).toEqual(['3:12 drop-table']);
      expect(await briefs(cwd, 'report.down.sql', 'DROP TABLE accounts;\n')).toEqual([]);
    });

    test('judges a file beside a project\'s migrations as one of its own too', async () => {
      const cwd = folderWith({ 'migrations/001_tasks.sql': TABLE });
      expect(await briefs(cwd, 'cleanup.sql', 'DROP TABLE tasks;\n')).toEqual(['1:12 drop-table']);
      expect(await briefs(cwd, 'migrations/cleanup.sql', 'DROP TABLE tasks;\n')).toEqual(['1:1 broken-history']);
    });

    test('judges a text without a name', async () => {
      const cwd = folderWith({});
      const [sql] = (await import('../../src/eslint/index.ts')).default.configs.recommended;
      const linter = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [{ ...sql, files: ['**/*'] }] as never });
      const [result] = await linter.lintText('DROP TABLE tasks;');
      expect(result?.messages.map(brief)).toEqual(['1:12 drop-table']);
    });

    test('judges a lone revision, and leaves other Python alone', async () => {
      const cwd = folderWith({});
      expect(await briefs(cwd, 'versions/b.py', ALEMBIC['migrations/versions/b.py'])).toEqual(['8:5 index-not-concurrent']);
      expect(await briefs(cwd, 'versions/api.py', 'VERSION = 2\n')).toEqual([]);
    });

    test.each(['', '\n', '-- nothing\n', '/* open', '\0', '\ud800', 'CREATE', '\ufeffSELECT 1'])('reads %j without an error of its own', async (text) => {
      const messages = await lintText(ESLint, folderWith({}), 'any.sql', text);
      expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    });
  });
});
