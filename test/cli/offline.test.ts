import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { absolute } from '../../src/project/disk.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const project = (name: string) => absolute(fileURLToPath(new URL(`../../fixtures/projects/${name}`, import.meta.url)));

test.each([
  ['alembic-todo', 'upgrade --sql', 'alembic-todo-upgrade.sql'],
  ['alembic-todo', 'downgrade head:base --sql', 'alembic-todo-downgrade.sql'],
  ['alembic-safe', 'upgrade bc67105ae3d8:head --sql', 'alembic-safe-upgrade.sql'],
  ['sql-shop', 'upgrade --sql', 'sql-shop-upgrade.sql'],
  ['sql-shop', 'downgrade 008:003 --sql', 'sql-shop-downgrade.sql'],
])('%s: %s', async (name, args, snapshot) => {
  const { code, out, err } = await phasewise(args, project(name));
  expect([code, err]).toEqual([0, '']);
  await expect(out).toMatchFileSnapshot(`snapshots/${snapshot}`);
});

test('a downgrade needs both ends', async () => {
  expect(await phasewise('downgrade base --sql', project('alembic-todo'))).toEqual({
    code: 2, out: '', err: 'phasewise: downgrade --sql needs both ends, for it asks no database: phasewise downgrade <from>:base --sql\n',
  });
});

test('what cannot be read is not left out silently', async () => {
  const root = folder({ 'migrations/001_a.sql': 'SELECT 1;\n\\i other.sql\n' });
  expect(await phasewise('upgrade --sql', root)).toEqual({
    code: 1, out: '', err: '001 (a) cannot be applied.\n  migrations/001_a.sql:2:1  `\\i other.sql` includes a file that is not there.\n',
  });
});
