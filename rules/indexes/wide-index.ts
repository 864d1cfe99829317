import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'wide-index',
  summary: 'Give an index few key columns.',
  why: `
    Each key column makes an index larger and is one more reason to write it. A search uses the columns from the left, and
    what stands behind the first few rarely narrows it any further.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/indexes-multicolumn.html', 'https://www.postgresql.org/docs/current/indexes-index-only-scans.html'],
  options: { columns: { kind: 'number', about: 'From how many key columns on an index is wide.', otherwise: 4, least: 2 } } as const,
  on: ['create index'],

  check({ table, name, keys, unique, method }, here, { columns }) {
    // BRIN keeps a summary of each column for itself, and uses them in any combination, like GIN.
    if (unique || method !== 'btree' || keys.length < columns) return [];
    return [{
      message: `${name === undefined ? `This index on ${here.named(table)}` : here.named(name)} has ${keys.length} key columns: every write that changes one of them pays for it, and the last ones rarely narrow a search.`,
      at: here.at,
      because: [],
      cure: advice('Keep the columns by which queries search and sort, and move those that they only read to INCLUDE.'),
    }];
  },
});
