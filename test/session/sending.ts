import type { Boundary, Script, Statement, Step } from '../../src/migrations/migration.ts';
import type { Reading } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';
import { caused } from '../../src/text/mapped.ts';

const NOWHERE = { path: '001.sql', span: { start: 0, end: 0 } };

export const LEAVE: Boundary = { kind: 'boundary', does: 'leave transaction', place: NOWHERE };
export const ENTER: Boundary = { kind: 'boundary', does: 'enter transaction', place: NOWHERE };

/** A script of these statements and boundaries, and what was read of them. */
export function scriptOf(parts: readonly (string | Step)[], options: Partial<Script> = {}): { readonly script: Script; readonly readings: readonly (Reading | undefined)[] } {
  const steps = parts.map((part) => (typeof part === 'string' ? statement(part) : part));
  const readings = steps.map((step) => (step.kind === 'statement' ? readStatement(step.sql.text) : undefined));
  return { script: { id: '001#up', path: '001.sql', steps, optsOut: false, ...options }, readings };
}

function statement(sql: string): Statement {
  return { kind: 'statement', sql: caused(sql, NOWHERE), origin: 'written', when: { kind: 'always' }, repeats: false, standIns: [] };
}
