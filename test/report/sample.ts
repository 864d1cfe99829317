import type { Review } from '../../src/project/review.ts';
import { cure, finding, review, sameCure, shop } from './shop.ts';

const FILES = {
  '001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint);\n',
  '002_index.sql': 'SELECT \'ä\';\r\nSELECT \'🎈\'; CREATE INDEX orders_buyer ON orders (buyer);\r\n',
  '003_rename.sql': 'ALTER TABLE orders\n  RENAME COLUMN buyer TO "a|b <c> & `d`";\nTRUNCATE orders;\n',
  'loose.sql': 'SELECT 1;',
};

/** A review that has something of everything: a cure that can be written as it is, one in phases, none; problems, unread places, an approval, a comment that allows. */
export function sample(name = 'shop'): Review {
  const project = shop(FILES, name);
  const at = { script: '002#up', index: 2 } as const;
  const index = finding(project, '002', 2, 'CREATE INDEX', {
    fingerprint: 'f1',
    cure: sameCure({ transaction: 'none', parts: [{ kind: 'change', at, edits: [{ span: { start: 12, end: 12 }, text: ' CONCURRENTLY' }], delta: 'concurrently' }] }),
  });
  const rename = finding(project, '003', 0, 'RENAME COLUMN buyer', {
    rule: 'rename-column',
    level: 'warning',
    majors: [14, 15],
    fingerprint: 'f2',
    message: 'Statements that name buyer fail from the moment this commits: "a|b <c> & `d`" is what they must say.',
    cure: cure(
      { parts: [{ kind: 'sql', sql: 'ALTER TABLE orders ADD COLUMN "a|b <c> & `d`" bigint' }] },
      { phase: 'contract', gate: 'No row of orders may differ.', deployBefore: 'Deploy a release that names the new column only.', parts: [{ kind: 'keep', at: { script: '003#up', index: 0 } }] },
    ),
  });
  const truncate = finding(project, '003', 1, 'TRUNCATE', { rule: 'truncate', level: 'note', fingerprint: 'f3', message: 'The rows of orders are gone.' });
  const unread = finding(project, '002', 0, 'SELECT', { rule: 'unread-statement', level: 'warning', fingerprint: 'f0', message: 'The rows of this SELECT decide which statements run.' });
  const whole = review(project, {
    findings: [unread, index, rename],
    approved: [{ finding: truncate, who: 'ann', when: '2026-11-02T10:00:00Z', reason: 'Nobody reads it.' }],
    allowed: [{ finding: { ...truncate, rule: 'drop-table', fingerprint: 'f4' }, reason: 'It is | empty.', until: '2027-01-31' }],
    known: [{ ...truncate, rule: 'unbatched-dml', fingerprint: 'f5' }],
  });
  return { ...whole, counts: { ...whole.counts, unread: 1 } };
}
