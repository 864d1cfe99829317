import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Step } from '../../../src/migrations/migration.ts';
import type { Naming } from '../../../src/sources/alembic/emit/naming.ts';
import { fileWith, unreadIn, upgradeOf } from './reading.ts';

interface Outcome { readonly sql?: readonly string[]; readonly error?: string; readonly message?: string }
interface Vector extends Outcome {
  readonly id: string;
  readonly code: readonly string[];
  readonly naming_convention?: boolean;
  readonly '1.8.1'?: Outcome;
  readonly '1.19.2'?: Outcome;
}

const matrix: { readonly naming_convention: Naming; readonly vectors: readonly Vector[] } = JSON.parse(readFileSync(new URL('matrix.json', import.meta.url), 'utf8'));

/** Vectors that print SQL offline, where a bind becomes NULL; online Alembic stops at them, and so do we. */
const STOPS_ONLINE = new Set(['V120', 'V121']);

/** Vectors that stop offline, or print NULL for a parameter, and run online: what they send there. */
const RUNS_ONLINE = new Map<string, readonly string[]>([
  ['V126', ["INSERT INTO t (id, n, d) VALUES (1, 'it''s', '2020-01-02')", "INSERT INTO t (id, n, d) VALUES (2, NULL, '2020-01-03')"]],
  ['V128', ["INSERT INTO t (a) VALUES ('x')", 'INSERT INTO t (a) VALUES (1)']],
  ['V130', ['INSERT INTO t (a) VALUES (\'{"x": 1}\')']],
  ['V140', []],
  ['V138', ['SELECT 1']],
  ['V139', ['UPDATE t SET a=5']],
]);

const VERSIONS = [['1.19.2', {}], ['1.8.1', { alembic: '1.8.1', sqlalchemy: '1.4.46' }]] as const;

for (const [version, versions] of VERSIONS) for (const vector of matrix.vectors) {
  const outcome: Outcome = vector[version] ?? vector;
  const steps = () => upgradeOf(fileWith(vector.code.join('\n')), { versions, ...(vector.naming_convention ? { naming: matrix.naming_convention } : {}) });
  const name = `${vector.id} of ${version}, ${vector.code[0]?.slice(0, 70) ?? ''}`;

  if (STOPS_ONLINE.has(vector.id)) {
    test(`${name}: a gap, and no SQL that Alembic does not send`, () => {
      expect(unreadIn(steps()).length).toBeGreaterThan(0);
      expect(recorded(outcome)).toEqual(expect.arrayContaining([...emitted(steps())]));
    });
  } else if (outcome.error !== undefined && !RUNS_ONLINE.has(vector.id)) {
    test(`${name}: Alembic stops, we say so`, () => {
      expect(unreadIn(steps()).length).toBeGreaterThan(0);
      expect(emitted(steps())).toEqual(recorded(outcome));
    });
  } else {
    test(`${name}: what Alembic sends`, () => {
      expect(unreadIn(steps())).toEqual([]);
      expect(indexesSorted(emitted(steps()))).toEqual(indexesSorted(RUNS_ONLINE.get(vector.id) ?? recorded(outcome)));
    });
  }
}

/** The indexes of one table come in the order of a Python set. */
function indexesSorted(statements: readonly string[]): readonly string[] {
  const indexes = statements.filter((statement) => /^CREATE (UNIQUE )?INDEX/.test(statement)).sort();
  return statements.map((statement) => (/^CREATE (UNIQUE )?INDEX/.test(statement) ? indexes.shift() ?? '' : statement));
}

/** Ours as Alembic prints it offline: each statement with a semicolon, boundaries as COMMIT and BEGIN. */
function emitted(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'unread') return [];
    if (step.kind === 'boundary') return [step.does === 'leave transaction' ? 'COMMIT' : 'BEGIN'];
    return [step.sql.text];
  });
}

function recorded({ sql = [] }: Outcome): readonly string[] {
  const text = sql.join('\n');
  return text === '' ? [] : text.split(/;\n\n/).map((statement) => statement.replace(/;+$/, '').replaceAll('\\\\', '\\'));
}
