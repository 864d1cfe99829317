import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { withBuffer } from '../../src/project/buffer.ts';
import { disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { SOURCES } from '../../src/project/sources.ts';
import type { Opened, Sheet } from '../../src/eslint/desk.ts';
import { Desk } from '../../src/eslint/desk.ts';
import { Stamped } from '../../src/eslint/stamped.ts';
import { PROJECTS, folderWith } from './linters.ts';

/** Every revision of the fixtures as it stands, and with changes that an editor may show for a moment. */
const sheets = fs.readdirSync(PROJECTS).flatMap((project) => {
  const folder = path.join(PROJECTS, project, 'migrations', project.startsWith('alembic') ? 'versions' : '');
  return (fs.existsSync(folder) ? fs.readdirSync(folder) : []).filter((file) => /\.(?:py|sql)$/.test(file)).map((file): [string, Sheet] => {
    const whole = path.join(folder, file);
    return [`${project} ${file}`, { path: whole, text: fs.readFileSync(whole, 'utf8'), language: file.endsWith('.py') ? 'python' : 'sql' }];
  });
});
const EDITS: Readonly<Record<string, (text: string) => string>> = {
  'as saved': (text) => text,
  'with a line at its end': (text) => `${text}\n`,
  'without its statements': (text) => text.replace(/^ {4}op\..*$/gm, '    pass').replace(/^ALTER.*$/gm, 'SELECT 1;'),
  'with another parent': (text) => text.replace(/^down_revision.*$/m, 'down_revision = None').replace(/^-- revises:.*$/m, ''),
  'with another name': (text) => text.replace(/^revision.*$/m, 'revision = "zz"').replace(/^-- revision:.*$/m, '-- revision: zz'),
  'half typed': (text) => text.slice(0, text.length / 2),
  'empty': () => '',
};

function fromTheBeginning({ path: file, text }: Sheet): Opened {
  const world = withBuffer(disk, file, text);
  const [discovery] = findProjects([file], SOURCES, world).discoveries;
  if (!discovery) throw new Error(`${file} is in no project`);
  const project = openProject({ source: discovery.source, found: discovery.found, config: DEFAULT_CONFIG, world });
  return { project, history: new History(project) };
}

function told({ project, history }: Opened, file: string): unknown {
  const { findings, problems, unread, counts } = review(project, rules, { files: new Set([file]), directions: ['up', 'down'], history });
  return { findings, problems, unread, counts, all: project.problems };
}

describe.each(Object.entries(EDITS))('a file %s', (_, edit) => {
  const used = new Desk();

  test.each(sheets)('%s is judged by what was kept as it would be from the beginning', (_name, sheet) => {
    const shown = { ...sheet, text: edit(sheet.text) };
    used.open(sheet, undefined);
    expect(told(used.open(shown, undefined), sheet.path)).toEqual(told(fromTheBeginning(shown), sheet.path));
  });
});

test('a keystroke takes the catalog before its file from what was told already', () => {
  const folder = folderWith({ 'migrations/001_a.sql': 'CREATE TABLE a (id int);\n', 'migrations/002_b.sql': 'CREATE TABLE b (id int);\n' });
  const desk = new Desk();
  const sheet = { path: `${folder}/migrations/002_b.sql`, text: 'CREATE TABLE b (id int);\n', language: 'sql' } as const;
  const saved = desk.open(sheet, undefined);
  expect(desk.open(sheet, undefined)).toBe(saved);

  const typed = desk.open({ ...sheet, text: 'CREATE TABLE c (id int);\n' }, undefined);
  expect(typed.history.before('002#up')).toBe(saved.history.before('002#up'));
  expect(typed.history.before('002#down')).not.toBe(saved.history.before('002#down'));

  fs.writeFileSync(`${folder}/migrations/001_a.sql`, 'CREATE TABLE z (id int);\n');
  expect(desk.open(sheet, undefined)).not.toBe(saved);
});

test('a keystroke reads one revision of Alembic and not the others', () => {
  const folder = path.join(PROJECTS, 'alembic-todo');
  const file = path.join(folder, 'migrations/versions/003_add_advanced_task_features.py');
  const desk = new Desk();
  const sheet = { path: file, text: fs.readFileSync(file, 'utf8'), language: 'python' } as const;
  const saved = desk.open(sheet, undefined).project.migrations;
  const typed = desk.open({ ...sheet, text: `${sheet.text}\n` }, undefined).project.migrations;
  expect(typed.map((migration, at) => migration === saved[at])).toEqual([true, true, false]);
});

describe('what a folder answered', () => {
  const files = { 'a.sql': 'SELECT 1;', 'below/b.sql': 'SELECT 2;' };
  const changes: Readonly<Record<string, (folder: string) => void>> = {
    'a text changes': (folder) => fs.writeFileSync(`${folder}/a.sql`, 'SELECT 3;'),
    'a file comes': (folder) => fs.writeFileSync(`${folder}/c.sql`, ''),
    'a file goes': (folder) => fs.rmSync(`${folder}/a.sql`),
    'what was missing is there': (folder) => fs.writeFileSync(`${folder}/phasewise.toml`, ''),
  };
  const asked = (folder: string) => {
    const world = new Stamped(disk);
    world.list(folder);
    world.read(`${folder}/a.sql`);
    world.kindOf(`${folder}/phasewise.toml`);
    return world;
  };

  test.each(Object.entries(changes))('no longer holds when %s', (_, change) => {
    const folder = folderWith(files);
    const world = asked(folder);
    expect(world.holds).toBe(true);
    change(folder);
    expect(world.holds).toBe(false);
  });

  test('holds when something else changes', () => {
    const folder = folderWith(files);
    const world = asked(folder);
    fs.writeFileSync(`${folder}/below/b.sql`, 'SELECT 3;');
    expect(world.holds).toBe(true);
  });

  test('does not hold when an old file changes to the same length', () => {
    const folder = folderWith(files);
    fs.utimesSync(`${folder}/a.sql`, 1, 1);
    const world = asked(folder);
    fs.writeFileSync(`${folder}/a.sql`, 'SELECT 4;');
    expect(world.holds).toBe(false);
  });
});
