import { describe, expect, test } from 'vitest';
import { pythonComments } from '../../src/eslint/python-tree.ts';
import { sqlComments } from '../../src/eslint/sql-tree.ts';
import { LINTERS, brief, folderWith, lintText } from './linters.ts';

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  const cwd = folderWith({});
  const briefs = async (file: string, text: string, more: readonly object[] = []) => (await lintText(ESLint, cwd, file, text, more)).map(brief);
  const python = (body: string) => `from alembic import op\n\nrevision = 'a'\ndown_revision = None\n\n\ndef upgrade():\n${body}`;

  test.each([
    ['the next line', '-- eslint-disable-next-line phasewise/drop-table -- nobody uses it\nDROP TABLE a;\nDROP TABLE b;\n', ['3:12 drop-table']],
    ['its own line', 'DROP TABLE a; -- eslint-disable-line phasewise/drop-table\nDROP TABLE b;\n', ['2:12 drop-table']],
    ['a stretch', '/* eslint-disable phasewise/drop-table */\nDROP TABLE a;\n/* eslint-enable phasewise/drop-table */\nDROP TABLE b;\n', ['4:12 drop-table']],
    ['every rule', '-- eslint-disable\nDROP TABLE a;\n', []],
    ['a rule for the file', '-- eslint phasewise/drop-table: off\nDROP TABLE a;\n', []],
    ['no other rule', '-- eslint-disable-next-line phasewise/drop-column\nDROP TABLE a;\n', ['1:1 Unused eslint-disable directive (no problems were reported from \'phasewise/drop-column\').', '2:12 drop-table']],
    ['nothing from within a text', 'SELECT \'-- eslint-disable\';\nDROP TABLE a;\n', ['2:12 drop-table']],
  ])('a comment in SQL silences %s', async (_, text, expected) => {
    expect(await briefs('a.sql', text)).toEqual(expected);
  });

  test.each([
    ['the next line', '    # eslint-disable-next-line phasewise/drop-table -- nobody uses it\n    op.drop_table("a")\n    op.drop_table("b")\n', ['10:20 drop-table']],
    ['its own line', '    op.drop_table("a")  # eslint-disable-line phasewise/drop-table\n    op.drop_table("b")\n', ['9:20 drop-table']],
    ['nothing from within a text', '    x = "# eslint-disable"\n    op.drop_table("b")\n', ['9:20 drop-table']],
  ])('a comment in Python silences %s', async (_, body, expected) => {
    expect(await briefs('versions/a.py', python(body))).toEqual(expected);
  });

  test('a directive that is no longer needed can be taken out', async () => {
    const text = 'SELECT 1; -- eslint-disable-line phasewise/drop-table\n';
    const [message] = await lintText(ESLint, cwd, 'a.sql', text);
    expect(message?.fix).toEqual({ range: [10, text.length - 1], text: ' ' });
  });
});

test.each([
  ['a # b\nc', ['# b']],
  ['"# a" # b', ['# b']],
  ['"""\n# a\n""" # b', ['# b']],
  ['r"\\" # b', []],
  ['f\'{x}#\' # b', ['# b']],
  ['"never closed # a\nx # b', ['# b']],
  ['"""never closed\n# a', ['# a']],
  ['x = """it\'s # a\n"""\r\n# b', ['# b']],
])('finds the comments of %j', (text, expected) => {
  expect(pythonComments(text).map(({ range: [start, end] }) => text.slice(start, end))).toEqual(expected);
});

test('keeps what stands between the marks of a comment', () => {
  expect(sqlComments('-- a\nCOPY t FROM stdin;\n-- row\n\\.\n/* b */ SELECT 1').map(({ type, value }) => [type, value])).toEqual([['Line', ' a'], ['Block', ' b ']]);
});
