import { describe, expect, test } from 'vitest';
import { LINTERS, folderWith, lintText } from './linters.ts';

const TABLES = {
  'migrations/001_tasks.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE tasks (id bigint PRIMARY KEY, title text, user_id bigint);\n',
};

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  const suggested = async (text: string) => {
    const messages = await lintText(ESLint, folderWith(TABLES), 'migrations/002_x.sql', text);
    return messages.flatMap(({ suggestions = [] }) => suggestions.map(({ desc, fix }) => [desc, text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])]));
  };

  test('offers CONCURRENTLY where the script can then run outside a transaction', async () => {
    expect(await suggested('-- titles\nCREATE UNIQUE INDEX tasks_title ON tasks (lower(title));\n')).toEqual([[
      'Write `CREATE UNIQUE INDEX CONCURRENTLY tasks_title ON tasks (lower(title))`.',
      '-- titles\nCREATE UNIQUE INDEX CONCURRENTLY tasks_title ON tasks (lower(title));\n',
    ]]);
  });

  test('offers nothing where CONCURRENTLY alone would be refused', async () => {
    expect(await suggested('CREATE INDEX tasks_title ON tasks (title);\nALTER TABLE tasks ADD COLUMN done date;\n')).toEqual([]);
  });

  test('offers nothing where the cure takes more than one phase, or is none', async () => {
    expect(await suggested('ALTER TABLE tasks ADD CONSTRAINT owned FOREIGN KEY (user_id) REFERENCES users (id);\n')).toEqual([]);
    expect(await suggested('DROP TABLE tasks;\n')).toEqual([]);
  });

  test('never writes by itself', async () => {
    const [message] = await lintText(ESLint, folderWith(TABLES), 'migrations/002_x.sql', 'CREATE INDEX tasks_title ON tasks (title);\n');
    expect(message).not.toHaveProperty('fix');
  });
});
