/** A major of PostgreSQL that can be installed. */
export type Major = 13 | 14 | 15 | 16 | 17 | 18;

/** The npm version of each major. All are pre-releases, which no range matches: hence exact. */
const versions = {
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
} as const satisfies Record<Major, string>;

/** Every major, ascending. */
export const majors: readonly Major[] = [13, 14, 15, 16, 17, 18];

/** The major to start where nobody named one. */
export const newestMajor: Major = 18;

/** The exact npm version of a major: "16.14.0-beta.17". */
export const npmVersionOf = (major: Major): string => versions[major];

/** PostgreSQL's own number within an npm version: "16.14" of "16.14.0-beta.17". */
export const postgresVersionOf = (npmVersion: string): string => npmVersion.split('.').slice(0, 2).join('.');

/** The major that a number or its text names, if it can be installed. */
export const majorOf = (named: number | string): Major | undefined => majors.find((major) => String(major) === String(named).trim());
