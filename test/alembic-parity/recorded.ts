import fs from 'node:fs';

/** What real Alembic prints: the statements, or why it stops. */
export type Printed = { readonly sql: readonly string[] } | { readonly stops: string };

/** A group as Alembic runs it. */
export interface RecordedGroup {
  /** `upgrade base:head --sql` of the project of all its cases but those apart. */
  readonly sql: readonly string[];
  /** By the place of the case: where Alembic stops, where PostgreSQL refuses what it prints, and where it prints otherwise than it does online. */
  readonly apart: Readonly<Record<string, Printed>>;
}

export interface Recorded {
  readonly alembic: string;
  readonly sqlalchemy: string;
  readonly groups: Readonly<Record<string, RecordedGroup>>;
  /** By folder of fixtures/projects. */
  readonly projects: Readonly<Record<string, { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] }>>;
}

/** The versions that are recorded, as phasewise.toml names them. */
export const VERSIONS = ['1.8', '1.19'] as const;
export type Version = (typeof VERSIONS)[number];

export function recordedFile(version: string): URL {
  return new URL(`recorded/${version}.json`, import.meta.url);
}

export function recorded(version: Version): Recorded {
  return JSON.parse(fs.readFileSync(recordedFile(version), 'utf8'));
}
