import { expect, test } from 'vitest';
import { Lines } from '../../src/text/lines.ts';
import { inBytes } from '../../src/report/bytes.ts';
import { rdjson } from '../../src/report/rdjson.ts';
import { sample } from './sample.ts';
import { context, finding, review, sameCure, shop } from './shop.ts';

interface Position { readonly line: number; readonly column: number }
interface Range { readonly start: Position; readonly end: Position }
interface Report {
  readonly source: object;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly severity: string;
    readonly code: { readonly value: string };
    readonly location: { readonly path: string; readonly range: Range };
    readonly suggestions?: readonly { readonly range: Range; readonly text: string }[];
  }[];
}

/** What stands in a range, as reviewdog takes it: bytes of the line. */
function bytesAt(text: string, { start, end }: Range): string {
  const lines = text.split(/\r\n|\n/).map((line) => Buffer.from(line));
  expect(start.line).toBe(end.line);
  return lines[start.line - 1]?.subarray(start.column - 1, end.column - 1).toString() ?? '';
}

test('ranges count bytes, behind emoji and CRLF', () => {
  const whole = sample();
  const report: Report = JSON.parse(rdjson.render([whole], context));
  const index = report.diagnostics.find(({ code }) => code.value === 'index-not-concurrent');
  const path = '/repo/shop/migrations/002_index.sql';
  expect(index?.location.range.start).toEqual({ line: 2, column: 16 });
  expect(index && bytesAt(whole.project.textOf(path), index.location.range)).toBe('CREATE INDEX');
});

test('a suggestion inserts at a byte of the line', () => {
  const report: Report = JSON.parse(rdjson.render([sample()], context));
  expect(report.diagnostics.map(({ suggestions }) => suggestions)).toEqual([
    undefined,
    undefined,
    [{ range: { start: { line: 2, column: 28 }, end: { line: 2, column: 28 } }, text: ' CONCURRENTLY' }],
    undefined,
  ]);
});

test('several edits are one replacement of all that lies between them', () => {
  const project = shop({ '1_a.sql': 'SELECT \'é\'; CREATE INDEX i ON t (c);' });
  const at = { script: '1#up', index: 1 } as const;
  const edits = [{ span: { start: 7, end: 12 }, text: 'index' }, { span: { start: 13, end: 14 }, text: 'j' }];
  const found = finding(project, '1', 1, 'CREATE', { cure: sameCure({ parts: [{ kind: 'change', at, edits, delta: 'concurrently' }] }) });
  const report: Report = JSON.parse(rdjson.render([review(project, { findings: [found] })], context));
  expect(report.diagnostics[0]?.suggestions).toEqual([
    { range: { start: { line: 1, column: 21 }, end: { line: 1, column: 28 } }, text: 'index j' },
  ]);
});

test('each diagnostic has what reviewdog demands', () => {
  const report: Report = JSON.parse(rdjson.render([sample()], context));
  expect(report.source).toEqual({ name: 'phasewise', url: expect.any(String) });
  for (const { message, severity, location } of report.diagnostics) {
    expect(message).not.toBe('');
    expect(severity).toMatch(/^(?:ERROR|WARNING|INFO)$/);
    expect(location.path).toMatch(/^shop\/migrations\/.*\.sql$/);
    expect(Object.keys(report.diagnostics[0] ?? {})).toEqual(['message', 'location', 'severity', 'code']);
  }
});

test.each([
  ['', 1, 1], ['abc', 4, 4], ['äb', 3, 4], ['🎈b', 4, 6], ['表', 2, 4],
])('in %j the column %i is byte %i', (line, column, byte) => {
  expect(inBytes({ line: 2, column }, new Lines(`first\r\n${line}\r\nlast`))).toEqual({ line: 2, column: byte });
});
