import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Migration, Script } from '../../../src/migrations/migration.ts';
import { isScript } from '../../../src/migrations/migration.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { disk, projectFolder } from './disk.ts';

const root = projectFolder('alembic-todo');
const found = alembicSource.detect(root, disk);
const { migrations, problems } = found ? alembicSource.read(found, disk) : { migrations: [], problems: [] };

test('the project is found, with no address: the template names none', () => {
  expect(found).toEqual({ root, folders: [`${root}/migrations/versions`], versionTable: { name: 'alembic_version' } });
});

test('its three revisions stand in a row', () => {
  expect(problems).toEqual([]);
  expect(migrations.map(({ revision, parents, title }) => [revision, parents, title])).toEqual([
    ['001', [], 'create users and tasks'],
    ['002', ['001'], 'add conversations and messages'],
    ['003', ['002'], 'add priority, tags, due dates, and recurrence'],
  ]);
});

test('the upgrade is what Alembic sends, statement for statement', () => {
  expect(migrations.flatMap(({ upgrade }) => sqlOf(upgrade))).toEqual(recorded('todo-upgrade.sql'));
});

test('the downgrade is what Alembic sends, statement for statement', () => {
  expect([...migrations].reverse().flatMap(downgradeOf)).toEqual(recorded('todo-downgrade.sql'));
});

function downgradeOf({ downgrade }: Migration): readonly string[] {
  return isScript(downgrade) ? sqlOf(downgrade) : [];
}

function sqlOf(script: Script): readonly string[] {
  return script.steps.map((step) => (step.kind === 'statement' ? step.sql.text : step.kind));
}

/** The recorded statements, without the transaction and the version table, which are the runner's. */
function recorded(file: string): readonly string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.split(/;\n+/).map((statement) => statement.replace(/^-- .*\n+/, '')).filter((statement) => !/^(BEGIN|COMMIT|)$|alembic_version/.test(statement));
}
