import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import type { Place } from '../../src/text/place.ts';
import type { Results } from './linters.ts';
import { LINTERS, PROJECTS, linter } from './linters.ts';

interface Said { readonly file: string; readonly rule: string; readonly from: string; readonly to: string }

const inOrder = (said: readonly Said[]) => [...said].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** What the command line says of a project. */
function reviewed(folder: string, directions: readonly ('up' | 'down')[]): readonly Said[] {
  const { discoveries } = findProjects([absolute(folder)], SOURCES, disk);
  return inOrder(discoveries.flatMap(({ source, found }) => {
    const project = openProject({ source, found, config: DEFAULT_CONFIG, world: disk });
    const { findings, problems } = review(project, rules, { directions });
    const one = (rule: string, { path: file, span }: Place): Said => {
      const at = (offset: number) => Object.values(project.linesOf(file).positionOf(offset)).join(':');
      return { file: path.relative(folder, file), rule: `phasewise/${rule}`, from: at(span.start), to: at(span.end) };
    };
    return [
      ...findings.map(({ rule, place }) => one(rule, place)),
      ...problems.map(({ name, place }) => one(name === 'syntax-error' ? name : 'broken-history', place)),
    ];
  }));
}

function said(results: Results, folder: string): readonly Said[] {
  return inOrder(results.flatMap(({ filePath, messages }) => messages.map((message): Said => ({
    file: path.relative(folder, filePath),
    rule: message.ruleId ?? message.message,
    from: `${message.line}:${message.column}`,
    to: `${message.endLine}:${message.endColumn}`,
  }))));
}

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  const projects = fs.readdirSync(PROJECTS);

  test.each(projects)('says of %s what the command line says, at the same places', async (name) => {
    const folder = path.join(PROJECTS, name);
    const expected = reviewed(folder, ['up']);
    const results = await linter(ESLint, folder).lintFiles(['.']);

    expect(said(results, folder)).toEqual(expected);
    expect(results.length).toBeGreaterThan(0);
  });

  test('says of downgrades what the command line says, where they are asked for', async () => {
    const folder = path.join(PROJECTS, 'alembic-todo');
    const results = await linter(ESLint, folder, [{ files: ['**/versions/*.py'], languageOptions: { down: true } }]).lintFiles(['.']);
    expect(said(results, folder)).toEqual(reviewed(folder, ['up', 'down']));
  });
});

test('the projects compared have something to say', () => {
  expect(reviewed(path.join(PROJECTS, 'alembic-unsafe'), ['up']).map(({ rule }) => rule)).toEqual(expect.arrayContaining([
    'phasewise/drop-column',
    'phasewise/rename-column',
    'phasewise/add-required-column',
    'phasewise/index-not-concurrent',
    'phasewise/backfill-under-ddl-lock',
    'phasewise/set-not-null-scan',
  ]));
});
