import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import plugin from '../../src/eslint/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import { LINTERS, brief, folderWith, lintText } from './linters.ts';

const OWN = ['syntax-error', 'broken-history'];

test('has every rule of Phasewise, and two for what no rule finds', () => {
  expect(Object.keys(plugin.rules)).toEqual([...rules.map(({ name }) => name), ...OWN]);
});

test.each(Object.entries(plugin.rules))('%s is described, takes no options and names its languages', (_, { meta }) => {
  expect(meta).toMatchObject({ type: 'problem', schema: [], languages: ['phasewise/sql', 'phasewise/alembic'] });
  expect(meta?.docs?.description).toMatch(/^[A-Z].*\.$/);
  expect(meta?.docs?.url).toMatch(/^https:\/\//);
  expect(meta?.fixable).toBeUndefined();
});

test('recommends the rules that are on by default, at their levels, and for its own files alone', () => {
  const levelOf = { core: 'error', warn: 'warn' } as const;
  const expected = [
    ...rules.flatMap(({ name, pack }) => (pack === 'opt-in' ? [] : [[`phasewise/${name}`, levelOf[pack]]])),
    ['phasewise/syntax-error', 'error'],
    ['phasewise/broken-history', 'error'],
  ];
  expect(plugin.configs.recommended.map(({ files, language, rules: levels }) => ({ files, language, levels: Object.entries(levels ?? {}) }))).toEqual([
    { files: ['**/*.sql'], language: 'phasewise/sql', levels: expected },
    { files: ['**/versions/*.py'], language: 'phasewise/alembic', levels: expected },
  ]);
});

test('says who it is as package.json does', () => {
  expect(plugin.meta).toEqual({ name: manifest.name, version: manifest.version, namespace: manifest.name });
});

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  test.each(['before', 'after'])('stands the recommended rules for JavaScript %s it, applied to every file', async (where) => {
    const everyFile = [js.configs.recommended, { languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { window: 'readonly' } } }];
    const overrideConfig = where === 'before' ? [...everyFile, ...plugin.configs.recommended] : [...plugin.configs.recommended, ...everyFile];
    const linter = new ESLint({ cwd: folderWith({}), overrideConfigFile: true, overrideConfig: overrideConfig as never });
    const said = async (filePath: string, text: string) => (await linter.lintText(text, { filePath })).flatMap(({ messages }) => messages.map(brief));
    expect(await said('a.sql', '-- drops a\nDROP TABLE a;\n')).toEqual(['2:12 drop-table']);
    expect(await said('versions/a.py', 'from alembic import op\nrevision = "a"\ndown_revision = None\ndef upgrade():\n    op.drop_table("a")\n')).toEqual(['5:20 drop-table']);
    expect(await said('a.js', 'undefinedName();\n')).toEqual(['1:1 no-undef']);
  });

  test('may be called by another name', async () => {
    const rules = { 'pg/drop-table': 'warn' } as const;
    const overrideConfig = defineConfig({ files: ['**/*.sql'], plugins: { pg: plugin }, language: 'pg/sql', rules });
    const linter = new ESLint({ cwd: folderWith({}), overrideConfigFile: true, overrideConfig });
    const [result] = await linter.lintText('DROP TABLE a;\n', { filePath: 'a.sql' });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['pg/drop-table']);
  });

  test('goes where a configuration written in TypeScript wants it', () => {
    expect(defineConfig(plugin.configs.recommended, { extends: [plugin.configs.recommended], files: ['db/**'] })).toHaveLength(5);
  });

  test('reports its findings in words that name who waits and what to write instead', async () => {
    const cwd = folderWith({ 'migrations/001_tasks.sql': 'CREATE TABLE tasks (id bigint PRIMARY KEY, title text);\n' });
    const said = async (text: string) => (await lintText(ESLint, cwd, 'migrations/002_x.sql', text)).map(({ message }) => message);
    expect(await said('CREATE INDEX tasks_title ON tasks (title);\nSELECT 1;\n')).toEqual([
      'Nobody can write to tasks while the index is built. Reads go on. Instead, in a file of its own, outside a transaction: CREATE INDEX CONCURRENTLY tasks_title ON tasks (title);',
    ]);
    expect(await said('ALTER TABLE tasks DROP COLUMN title;\n')).toEqual([
      'Statements of the running application that name tasks.title fail from the moment this commits, and its data is gone. '
      + 'Deploy a release that neither reads nor writes tasks.title, and tell its ORM to ignore the column. Then: ALTER TABLE tasks DROP COLUMN title;',
    ]);
    expect(await said('ALTER TABLE tasks RENAME COLUMN title TO name;\n')).toEqual([
      'Statements of the running application that name tasks.title fail from the moment this commits. '
      + 'Instead, as the first of 3 phases, in a file of its own: ALTER TABLE tasks ADD COLUMN name text; …',
    ]);
  });
});
