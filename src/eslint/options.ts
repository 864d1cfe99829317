import { majorsOf } from '../config/majors.ts';
import type { Direction } from '../migrations/migration.ts';

/** `languageOptions` of both languages; each may be left out. */
export interface MigrationOptions {
  [option: string]: unknown;
  /** Majors of PostgreSQL to judge for, as in phasewise.toml: "14-18", [14, 16]. The project's own where left out. */
  postgres?: string | number | readonly number[];
  /** Judge the downgrades too. */
  down?: boolean;
}

const OURS = ['postgres', 'down'];
/** What configurations without `files` say of JavaScript, and thereby of every file; it is no mistake. */
const OF_JAVASCRIPT = ['ecmaVersion', 'sourceType', 'globals', 'parser', 'parserOptions'];

/** Throws `TypeError` for what is no option, as ESLint expects it. */
export function checkOptions(options: MigrationOptions): void {
  for (const key of Object.keys(options)) {
    if (![...OURS, ...OF_JAVASCRIPT].includes(key)) throw new TypeError(`There is no language option ${key}; Phasewise has ${OURS.join(' and ')}.`);
  }
  const { postgres, down } = options;
  if (postgres !== undefined && majorsOf(postgres) === undefined) {
    throw new TypeError('postgres takes majors of PostgreSQL from 13 on, such as "14-18" or [14, 16].');
  }
  if (down !== undefined && typeof down !== 'boolean') throw new TypeError('down takes true or false.');
}

export function majorsIn({ postgres }: MigrationOptions): readonly number[] | undefined {
  return postgres === undefined ? undefined : majorsOf(postgres);
}

export function directionsOf({ down }: MigrationOptions): readonly Direction[] {
  return down ? ['up', 'down'] : ['up'];
}
