import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Script } from '../../../src/migrations/migration.ts';
import { isScript } from '../../../src/migrations/migration.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { disk, projectFolder } from './disk.ts';

/** The fixture projects and, in recorded/, what `alembic upgrade head --sql` and `downgrade head:base --sql` print for them. */
const PROJECTS = [
  { name: 'alembic-todo', envelope: 'run', revisions: 3 },
  { name: 'alembic-unsafe', envelope: 'run', revisions: 6 },
  { name: 'alembic-safe', envelope: 'script', revisions: 13 },
];

for (const { name, envelope, revisions } of PROJECTS) {
  const root = projectFolder(name);
  const found = alembicSource.detect(root, disk);
  const { migrations, problems } = found ? alembicSource.read(found, disk) : { migrations: [], problems: [] };

  test(`${name} is found, with no address: the template names none`, () => {
    expect(found).toEqual({ root, folders: [`${root}/migrations/versions`], versionTable: { name: 'alembic_version' } });
    expect(found && alembicSource.tool(found, disk)).toEqual({ name: 'Alembic', wraps: envelope, sends: 'pieces', unwraps: 'never', settings: {} });
  });

  test(`${name} has its revisions in a row`, () => {
    expect(problems).toEqual([]);
    expect(migrations).toHaveLength(revisions);
    expect(migrations.map(({ parents }) => parents)).toEqual([[], ...migrations.slice(0, -1).map(({ revision }) => [revision])]);
  });

  test(`${name}: the upgrade is what Alembic sends, statement for statement`, () => {
    expect(migrations.flatMap(({ upgrade }) => sqlOf(upgrade))).toEqual(recorded(`${name}-upgrade`));
  });

  test(`${name}: the downgrade is what Alembic sends, statement for statement`, () => {
    const downgrades = [...migrations].reverse().flatMap(({ downgrade }) => (isScript(downgrade) ? sqlOf(downgrade) : ['none']));
    expect(downgrades).toEqual(recorded(`${name}-downgrade`));
  });
}

function sqlOf(script: Script): readonly string[] {
  return script.steps.flatMap((step) => (step.kind === 'statement' ? [step.sql.text] : step.kind === 'unread' ? [step.reason] : []));
}

/** The recorded statements, without the transactions and the version table, which are the runner's. */
function recorded(file: string): readonly string[] {
  const text = readFileSync(new URL(`recorded/${file}.sql`, import.meta.url), 'utf8');
  return text.split(/;\n+/).map((statement) => statement.replace(/^-- .*\n+/, '')).filter((statement) => !/^(BEGIN|COMMIT|)$|alembic_version/.test(statement));
}
