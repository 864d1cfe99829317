import fs from 'node:fs';
import path from 'node:path';
import type { Major } from '../../src/effects/effect.ts';

/** A statement, or several of one transaction, whose effects are measured: fixtures/postgres/README.md. */
export interface Form {
  readonly id: string;
  readonly sql: string | readonly string[];
  /** Run and committed before it, on top of the test bed. */
  readonly pre?: string;
  /** Settings of the session that runs it. */
  readonly session?: readonly string[];
  /** The first major that has the syntax; older ones do not run it. */
  readonly since?: Major;
  readonly note?: string;
}

/** The forms of one subject. */
export interface Group { readonly name: string; readonly title: string; readonly forms: readonly Form[] }

export const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/postgres');

/** All subjects, by the names of their files. */
export function readGroups(): readonly Group[] {
  const folder = path.join(FIXTURES, 'forms');
  return fs.readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => ({
    name: file.replace(/\.json$/, ''), ...JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')),
  }));
}

export function readForms(): readonly Form[] {
  return readGroups().flatMap(({ forms }) => forms);
}

export function readTestbed(): string {
  return fs.readFileSync(path.join(FIXTURES, 'testbed.sql'), 'utf8');
}

/** What the test bed needs beside its database: roles and tablespaces. */
export function readCluster(): string {
  return fs.readFileSync(path.join(FIXTURES, 'cluster.sql'), 'utf8');
}

export function statementsOf({ sql }: Form): readonly string[] {
  return typeof sql === 'string' ? [sql] : sql;
}

/** The forms that a major knows the syntax of. */
export function runsOn({ since = 13 }: Form, major: Major): boolean {
  return since <= major;
}
