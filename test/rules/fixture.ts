import fs from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules/index.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read.ts';
import type { Rule } from '../../src/rule/rule.ts';
import type { Statistics } from '../../src/rule/statistics.ts';
import type { Script } from '../../src/migrations/migration.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject, scriptOf } from '../../src/project/project.ts';
import { ReleaseFiles } from '../../src/project/release-files.ts';
import type { Release } from '../../src/rule/release.ts';
import type { Changes } from '../../src/rule/changes.ts';
import { review } from '../../src/project/judge.ts';
import type { Review } from '../../src/project/review.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';
import { isStatistics, statisticsIn } from './fixture-statistics.ts';

export const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/rules');
const NEXT = /^-- next migration.*\n/m;
/** It is on no branch that others have, nor is anything behind it; all before it is. */
const UNPUBLISHED = /^-- next migration, not published\n/m;
/** What a migration held when it was published, below what it holds now. */
const PUBLISHED = /^-- published as\n/m;
const CHANGED = '-- changed: ';
/** A line of a source file of the running release: `-- release: app/orders.py: SELECT note FROM orders`. */
const RELEASE = '-- release: ';

export interface Fixture {
  readonly rule: string;
  readonly name: string;
  readonly kind: 'bad' | 'good';
  readonly caption: string;
  /** The migrations of its history; the last one is what it is about. */
  readonly migrations: readonly string[];
  /** What version control tells: from sections `-- published as` and `-- next migration, not published`, and lines `-- changed: path`. */
  readonly changes: Changes;
  /** The sources of the running release, from lines `-- release: path: text`. */
  readonly release: Release | undefined;
  /** What phasewise.toml says, from its lines `-- with: …`; a rule that is off by default is on in its own fixtures. */
  readonly config: Config;
  /** What a database tells of its tables, from its lines `-- rows: …` and `-- statistics: …`. */
  readonly statistics: Statistics | undefined;
}

export function fixturesOf(rule: string): readonly Fixture[] {
  const folder = path.join(FIXTURES, rule);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.sql')).sort() : [];
  return files.map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const [caption = '', ...rest] = text.split('\n');
    const isSetting = (line: string) => line.startsWith(WITH);
    const history = rest.filter((line) => !isSetting(line) && !isStatistics(line) && !line.startsWith(CHANGED) && !line.startsWith(RELEASE)).join('\n');
    const sections = history.split(NEXT).map((section) => section.split(PUBLISHED));
    const [published = '', ...unpublished] = history.split(UNPUBLISHED);
    const toml = rest.filter(isSetting).map((line) => line.slice(WITH.length)).join('\n');
    return {
      rule,
      name: file.replace(/\.sql$/, ''),
      kind: file.startsWith('bad') ? 'bad' : 'good',
      caption: caption.replace(/^-- /, ''),
      migrations: sections.map(([now = '']) => now),
      changes: changesIn(sections, unpublished.length > 0 ? published.split(NEXT).length : undefined, rest.filter((line) => line.startsWith(CHANGED)).map((line) => line.slice(CHANGED.length))),
      release: releaseIn(rest.filter((line) => line.startsWith(RELEASE)).map((line) => line.slice(RELEASE.length))),
      config: configOf(rule, toml),
      statistics: statisticsIn(rest),
    };
  });
}

/** `published`: how many of the migrations are, where a line says where they end. */
function changesIn(sections: readonly (readonly string[])[], published: number | undefined, others: readonly string[]): Changes {
  const isTold = published !== undefined || sections.some((section) => section.length > 1);
  const before = isTold ? historyOf(sections.slice(0, published).map(([now = '', earlier = now]) => earlier)) : undefined;
  return {
    ...(before && { published: { name: 'origin/main', scriptOf: (id) => scriptOf(before, id) } }),
    ...(others.length > 0 && { since: { name: 'origin/main', migrations: new Set([`/project/migrations/${number(sections.length - 1)}_step.sql`]), others } }),
  };
}

function releaseIn(lines: readonly string[]): Release | undefined {
  if (lines.length === 0) return undefined;
  const byPath = new Map<string, string[]>();
  for (const line of lines) {
    const [, path = '', text = ''] = /^(\S+): ?(.*)$/.exec(line) ?? [];
    byPath.set(path, [...byPath.get(path) ?? [], text]);
  }
  return new ReleaseFiles('on origin/main', () => ({ files: [...byPath].map(([path, texts]) => ({ path, text: texts.join('\n') })), tooLarge: [] }));
}

const WITH = '-- with: ';

/** What is still to be done when a history ends. A fixture is an excerpt of one and does not go on, so that they are on in their own only. */
const OF_THE_END = ['foreign-key-without-index', 'never-validated'];

/** The configuration of a fixture; its own rule is on. */
export function configOf(name: string, toml = ''): Config {
  const read = readConfig('/project', memoryWorld({ '/project/phasewise.toml': toml }), rules);
  const off = OF_THE_END.filter((rule) => rule !== name).map((rule) => [rule, { level: 'off', options: {} }] as const);
  const config = { ...read, rules: { ...read.rules, ...Object.fromEntries(off) } };
  const rule = rules.find((one) => one.name === name);
  const set = config.rules[name];
  if (rule?.pack !== 'opt-in' || set?.level !== undefined) return config;
  return { ...config, rules: { ...config.rules, [name]: { level: 'warning', options: set?.options ?? {} } } };
}

/** What a history may be judged with, where it is not all as by default. */
export interface With { readonly config?: Config; readonly postgres?: readonly number[] | undefined; readonly statistics?: Statistics | undefined; readonly changes?: Changes; readonly release?: Release | undefined }

/** A plain SQL project of these migrations, numbered from 001. */
export function historyOf(migrations: readonly string[], { config = configOf(''), postgres = config.postgres }: With = {}): Project {
  const files = migrations.map((text, at): [string, string] => [`/project/migrations/${number(at)}_step.sql`, text]);
  const world = memoryWorld(Object.fromEntries(files));
  const found = sqlSource.detect('/project', world);
  if (!found) throw new Error('the fixture is no project');
  return openProject({ source: sqlSource, found, config: { ...config, postgres }, world });
}

export function judged(migrations: readonly string[], given: With = {}, among: readonly Rule[] = rules): Review {
  return review(historyOf(migrations, given), among, { statistics: given.statistics, changes: given.changes, release: given.release });
}

export function lastScript(project: Project): Script {
  const last = project.migrations.find(({ revision }) => revision === number(project.migrations.length - 1));
  if (!last) throw new Error('the fixture has no migration');
  return last.upgrade;
}

function number(at: number): string {
  return String(at + 1).padStart(3, '0');
}
