import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { alembicSource } from '../../src/sources/alembic/source.ts';
import { memoryWorld } from '../text/memory-world.ts';
import { historyOf } from '../rules/fixture.ts';

/** For each statement: which locks of earlier ones are held while it runs. */
function heldIn(project: ReturnType<typeof historyOf>, revision: string): readonly (readonly string[])[] {
  return new History(project).facts(`${revision}#up`).map(({ treatments }) =>
    treatments.flatMap(({ held }) => held.map(({ lock, by }) => `${lock.mode} by ${by}`)));
}

const TABLE = 'CREATE TABLE a (id int);';

test('locks pile up until the script commits', () => {
  const project = historyOf([TABLE, 'ALTER TABLE a ADD COLUMN b int;\nCREATE INDEX i ON a (b);\nSELECT 1;']);
  expect(heldIn(project, '002')).toEqual([
    [],
    ['ACCESS EXCLUSIVE by ADD COLUMN a.b'],
    ['ACCESS EXCLUSIVE by ADD COLUMN a.b', 'SHARE by CREATE INDEX i'],
  ]);
});

test('outside a transaction nothing is held', () => {
  const project = historyOf([TABLE, '-- transaction: false\nALTER TABLE a ADD COLUMN b int;\nCREATE INDEX i ON a (b);']);
  expect(heldIn(project, '002')).toEqual([[], []]);
});

test("the author's COMMIT lets go", () => {
  const project = historyOf([TABLE, '-- transaction: false\nBEGIN;\nALTER TABLE a ADD COLUMN b int;\nCOMMIT;\nUPDATE a SET b = 1;']);
  expect(heldIn(project, '002')).toEqual([[], [], ['ACCESS EXCLUSIVE by ADD COLUMN a.b'], []]);
});

test("an autocommit block of Alembic's lets go, also of what came before it", () => {
  const world = memoryWorld({
    '/p/alembic.ini': '[alembic]\nscript_location = m\n',
    '/p/m/env.py': '',
    '/p/m/versions/a.py': `
from alembic import op
import sqlalchemy as sa
revision = "a"
down_revision = None
def upgrade():
    op.add_column("t", sa.Column("c", sa.Integer()))
    with op.get_context().autocommit_block():
        op.create_index("i", "t", ["c"], postgresql_concurrently=True)
    op.add_column("t", sa.Column("d", sa.Integer()))
    op.add_column("t", sa.Column("e", sa.Integer()))
`,
  });
  const found = alembicSource.detect('/p', world);
  if (!found) throw new Error('the project is not found');
  const project = openProject({ source: alembicSource, found, config: DEFAULT_CONFIG, world });
  expect(heldIn(project, 'a')).toEqual([[], [], [], ['ACCESS EXCLUSIVE by ADD COLUMN t.d']]);
});

test('majors that treat a statement alike are judged once', () => {
  const project = historyOf([TABLE, 'ALTER TABLE a ADD COLUMN b int;']);
  const [fact] = new History(project).facts('002#up');
  expect(fact?.treatments.map(({ majors }) => majors)).toEqual([[14, 15, 16, 17, 18]]);
});
