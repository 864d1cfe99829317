import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

/** Nobody listens there: whoever asks first gets no further. */
const env = { DATABASE_URL: 'postgresql://ann@127.0.0.1:1/todo' };
const on = (files: Readonly<Record<string, string | Uint8Array>>, args: string) => phasewise(args, folder(files), { env });

const SHOP = {
  'migrations/2024a_one.sql': '-- title: one\n-- revision: 2024a\n-- revises: none\nSELECT 1;',
  'migrations/2024b_two.sql': '-- title: two\n-- revision: 2024b\n-- revises: 2024a\nSELECT 1;',
  'migrations/2024c_three.sql': '-- title: three\n-- revision: 2024c\n-- revises: 2024a\nSELECT 1;',
};
const CIRCLE = { 'migrations/1_a.sql': '-- revises: 2\nSELECT 1;', 'migrations/2_b.sql': '-- revises: 1\nSELECT 1;' };
const TWINS = { 'migrations/1_a.sql': 'SELECT 1;', 'migrations/1_b.sql': 'SELECT 1;' };

test.each([
  ['an unknown target', 'upgrade 2025', SHOP, 'no revision starts with "2025". `phasewise history` lists them all.'],
  ['an ambiguous beginning', 'upgrade 2024', SHOP, '3 revisions start with "2024": 2024a (one), 2024b (two) and 2024c (three). Write more of the one you mean.'],
  ['two heads', 'upgrade', SHOP, 'there are 2 heads: 2024b (two) and 2024c (three). Name one, or say `heads` for all of them.'],
  ['two heads', 'stamp head', SHOP, 'there are 2 heads: 2024b (two) and 2024c (three). Name one, or say `heads` for all of them.'],
  ['an unknown branch', 'upgrade payments@+1', SHOP, 'no revision starts with "payments". `phasewise history` lists them all.'],
  ['the wrong way', 'upgrade -1', SHOP, '"-1" goes down, and this is an upgrade. Use `phasewise downgrade -1`.'],
  ['the wrong way', 'downgrade +1', SHOP, '"+1" goes up, and this is a downgrade. Use `phasewise upgrade +1`.'],
  ['an unknown target', 'downgrade 2025', SHOP, 'no revision starts with "2025". `phasewise history` lists them all.'],
  ['a range', 'downgrade 2024b:2024a', SHOP, '"2024b:2024a" is a range, which --sql alone takes: elsewhere the database says where to begin.'],
  ['a circle', 'upgrade', CIRCLE, 'migrations/1_a.sql:1:1: Revisions stand in a circle: 1 (1_a.sql) follows 2 (2_b.sql) follows 1; one of them must name another.'],
  ['a circle', 'status', CIRCLE, 'migrations/1_a.sql:1:1: Revisions stand in a circle: 1 (1_a.sql) follows 2 (2_b.sql) follows 1; one of them must name another.'],
  ['a revision twice', 'current', TWINS, 'migrations/1_b.sql:1:1: 1_a.sql and 1_b.sql both declare revision 1; give one of them an id of its own.'],
  ['a file that is no text', 'downgrade base', { 'migrations/1_a.sql': Buffer.from([0x53, 0xff]) }, 'migrations/1_a.sql:1:1: 1_a.sql is not valid UTF-8 from byte 1 on; save it as UTF-8.'],
  ['a broken approval', 'upgrade', { 'migrations/1_a.sql': 'SELECT 1;', 'phasewise.approvals.jsonl': 'x' }, 'phasewise.approvals.jsonl:1 is not an approval: it is not JSON. Take the line out and approve again: phasewise approve <revision> --reason "…"'],
])('%s is told before any server is asked: %s', async (_, args, files, message) => {
  expect(await on(files, args)).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test.each(['upgrade +1', 'downgrade -1', 'upgrade 2024b', 'upgrade heads', 'downgrade base', 'downgrade 2024c@-1', 'stamp 2024b 2024c'])('%s asks the server', async (args) => {
  const { code, err } = await on(SHOP, args);
  expect([code, err]).toEqual([2, expect.stringContaining('cannot connect to 127.0.0.1:1 as ann')]);
});
