import fs from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Script } from '../../src/migrations/migration.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { review } from '../../src/project/judge.ts';
import type { Review } from '../../src/project/review.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

export const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/rules');
const NEXT = /^-- next migration\n/m;

export interface Fixture {
  readonly rule: string;
  readonly name: string;
  readonly kind: 'bad' | 'good';
  readonly caption: string;
  /** The migrations of its history; the last one is what it is about. */
  readonly migrations: readonly string[];
}

export function fixturesOf(rule: string): readonly Fixture[] {
  const folder = path.join(FIXTURES, rule);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.sql')).sort() : [];
  return files.map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const [caption = '', ...rest] = text.split('\n');
    return {
      rule,
      name: file.replace(/\.sql$/, ''),
      kind: file.startsWith('bad') ? 'bad' : 'good',
      caption: caption.replace(/^-- /, ''),
      migrations: rest.join('\n').split(NEXT),
    };
  });
}

/** A plain SQL project of these migrations, numbered from 001. */
export function historyOf(migrations: readonly string[], postgres?: readonly number[]): Project {
  const files = migrations.map((text, at): [string, string] => [`/project/migrations/${number(at)}_step.sql`, text]);
  const world = memoryWorld(Object.fromEntries(files));
  const found = sqlSource.detect('/project', world);
  if (!found) throw new Error('the fixture is no project');
  return openProject({ source: sqlSource, found, config: { ...DEFAULT_CONFIG, postgres }, world });
}

export function judged(migrations: readonly string[], postgres?: readonly number[]): Review {
  return review(historyOf(migrations, postgres), rules);
}

export function lastScript(project: Project): Script {
  const last = project.migrations.find(({ revision }) => revision === number(project.migrations.length - 1));
  if (!last) throw new Error('the fixture has no migration');
  return last.upgrade;
}

function number(at: number): string {
  return String(at + 1).padStart(3, '0');
}
