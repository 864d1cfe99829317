import type { Migration, Statement, Step, Unread } from '../../../src/migrations/migration.ts';
import type { Customs } from '../../../src/sources/alembic/perform.ts';
import { DEFAULT_CUSTOMS, readModule } from '../../../src/sources/alembic/module.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { hashOf } from '../../../src/text/hash.ts';
import { placeOf } from '../../../src/text/mapped.ts';
import { memory } from './disk.ts';

/** A revision file whose upgrade() holds these lines. */
export function fileWith(upgrade: string, head = ''): string {
  const body = upgrade.split('\n').map((line) => `    ${line}`).join('\n');
  return `from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy import text\nfrom sqlalchemy.dialects import postgresql\n${head}
revision = 'r1'\ndown_revision = None\n\n\ndef upgrade():\n${body}\n\n\ndef downgrade():\n    pass\n`;
}

export function migrationIn(text: string, customs: Partial<Customs> = {}): Migration {
  const { migration, problems } = readModule({ path: '/p/versions/r1.py', text, hash: hashOf(text) }, { ...DEFAULT_CUSTOMS, ...customs });
  if (!migration) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return migration;
}

export function upgradeOf(text: string, customs: Partial<Customs> = {}): readonly Step[] {
  return migrationIn(text, customs).upgrade.steps;
}

export function statementsIn(steps: readonly Step[]): readonly Statement[] {
  return steps.filter((step) => step.kind === 'statement');
}

export function unreadIn(steps: readonly Step[]): readonly Unread[] {
  return steps.filter((step) => step.kind === 'unread');
}

/** What each step sends, in one line each; boundaries and gaps in words. */
export function told(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === 'statement' ? step.sql.text : step.kind === 'boundary' ? step.does : `unread: ${step.reason}`));
}

/** The Python that a part of the SQL points at. */
export function causeOf(text: string, statement: Statement, part: string, nth = 0): string {
  let start = -1;
  for (let count = 0; count <= nth; count++) start = statement.sql.text.indexOf(part, start + 1);
  if (start < 0) throw new Error(`${part} is not in ${statement.sql.text}`);
  const { span } = placeOf(statement.sql, { start, end: start + part.length });
  return text.slice(span.start, span.end);
}

/** A project of one revision, and what else it holds. */
export function readProject(files: Readonly<Record<string, string>>, revision: string): readonly Migration[] {
  const world = memory({
    '/r/.git/HEAD': '', '/r/alembic.ini': '[alembic]\nscript_location = m\n', '/r/m/env.py': 'from alembic import context\n', '/r/m/versions/a.py': revision, ...files,
  });
  const found = alembicSource.detect('/r', world);
  return found ? alembicSource.read(found, world).migrations : [];
}
