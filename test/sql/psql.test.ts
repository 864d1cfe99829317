import fc from 'fast-check';
import { expect, test } from 'vitest';
import { psqlText } from '../../src/sql/psql.ts';

const shown = (text: string) => {
  const { sql, asides } = psqlText(text);
  return [sql, asides.map(({ command, start, end }) => `${command}: ${text.slice(start, end)}`)];
};

test.each([
  ['\\set a b\nSELECT 1;', '        \nSELECT 1;', ['\\set: \\set a b']],
  ["SELECT 1; \\echo don't\nSELECT 2;", 'SELECT 1;            \nSELECT 2;', ["\\echo: \\echo don't"]],
  ['SELECT 1 \\gset\nSELECT 2;', 'SELECT 1 ;    \nSELECT 2;', ['\\gset: \\gset']],
  ['SELECT 1\\; SELECT 2;', 'SELECT 1 ; SELECT 2;', ['\\;: \\']],
  ["SELECT '\\set', $$\n\\i x\n$$ -- \\i y\n;", "SELECT '\\set', $$\n\\i x\n$$ -- \\i y\n;", []],
  ['COPY t FROM stdin;\n1\t;\'\n\\.\nSELECT 2;', 'COPY t FROM stdin;\n    \n  \nSELECT 2;', ["rows: \n1\t;'\n\\."]],
  ['COPY public.t (a, b) FROM STDIN WITH (FORMAT csv);\r\n1,2\r\n\\.\r\nSELECT 2;', 'COPY public.t (a, b) FROM STDIN WITH (FORMAT csv);\r\n   \r\n  \r\nSELECT 2;', ['rows: \r\n1,2\r\n\\.']],
  ['copy t from stdin;\n1', 'copy t from stdin;\n ', ['rows: \n1']],
  ["COPY t FROM '/x';\nSELECT 1;", "COPY t FROM '/x';\nSELECT 1;", []],
  ['COPY (SELECT 1) TO STDOUT;\nSELECT 1;', 'COPY (SELECT 1) TO STDOUT;\nSELECT 1;', []],
  ['SELECT (1;\nCOPY t FROM stdin;\n1\n\\.\n', 'SELECT (1;\nCOPY t FROM stdin;\n \n  \n', ['rows: \n1\n\\.']],
  ['\\copy t from stdin\n1\n\\.\nSELECT 1;', '                  \n \n  \nSELECT 1;', ['\\copy: \\copy t from stdin\n1\n\\.']],
  ['SELECT 1\nGO\nSELECT 2', 'SELECT 1\n; \nSELECT 2', ['GO: GO']],
  ['#include "x.sql"\n#define a b\nSELECT 1 # 2;', `${' '.repeat(16)}\n${' '.repeat(11)}\nSELECT 1 # 2;`, ['#include: #include "x.sql"', '#define: #define a b']],
  ['DELIMITER //\nSELECT 1//\nSELECT 2;//\ndelimiter ;\nSELECT a // b;', `${' '.repeat(12)}\nSELECT 1; \nSELECT 2;; \n${' '.repeat(11)}\nSELECT a // b;`,
    ['DELIMITER: DELIMITER //', 'end: //', 'end: //', 'DELIMITER: delimiter ;']],
])('%j', (text, sql, asides) => {
  expect(shown(text)).toEqual([sql, asides]);
});

test('what remains is as long as the file, with its line ends', () => {
  const any = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', "'", '$$', '--', '/*', '*/', ';', '(', '\\', '\\.', 'copy t from stdin', '\\g', 'GO', '#include', 'DELIMITER //', '//', 'é', '😀') });
  fc.assert(fc.property(any, (text) => {
    const { sql, asides } = psqlText(text);
    expect(sql.length).toBe(text.length);
    expect(sql.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
    let end = 0;
    for (const aside of asides) {
      expect(sql.slice(end, aside.start)).toBe(text.slice(end, aside.start));
      end = aside.end;
    }
  }), { numRuns: 500 });
});
