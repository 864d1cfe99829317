import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { openProject } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { alembicSource } from '../../src/sources/alembic/source.ts';
import { describe } from '../../src/operations/describe.ts';
import { memory } from '../sources/alembic/disk.ts';

const HEAD = 'from alembic import op\nimport sqlalchemy as sa\n';
const revision = (id: string, down: string, body: string) => `${HEAD}revision = '${id}'\ndown_revision = ${down}\ndef upgrade():\n${body}\ndef downgrade():\n    pass\n`;

function historyOf(first: string, second: string) {
  const world = memory({
    '/r/.git/HEAD': '', '/r/alembic.ini': '[alembic]\nscript_location = m\n', '/r/m/env.py': 'from alembic import context\n',
    '/r/m/versions/a.py': revision('a', 'None', first), '/r/m/versions/b.py': revision('b', "'a'", second),
  });
  const found = alembicSource.detect('/r', world) ?? expect.fail('it is a project');
  return new History(openProject({ source: alembicSource, found, config: DEFAULT_CONFIG, world }));
}

const TABLES = "    op.execute('CREATE TABLE p (id int PRIMARY KEY)')\n    op.execute('CREATE TABLE t (a int REFERENCES p, b int REFERENCES p, UNIQUE (b))')";
const DROPS = "    for fk in sa.inspect(op.get_bind()).get_foreign_keys('t'):\n        op.drop_constraint(fk['name'], 't', type_='foreignkey')";
const runsOf = (history: History) => history.facts('b#up').flatMap(({ runs }) => runs).map(({ reading, inside }) => [reading.operations.map(describe).join(), inside]);

test('what Python sends for each constraint is told with the names that the catalog has', () => {
  const history = historyOf(TABLES, DROPS);
  expect(runsOf(history)).toEqual([['DROP CONSTRAINT t_a_fkey on t', undefined], ['DROP CONSTRAINT t_b_fkey on t', undefined]]);
  const table = history.end.relation({ type: 'relation', name: 't' }, history.facts('b#up')[0]?.session ?? expect.fail('there is a statement'));
  expect(table.known && table.value && history.end.constraints(table.value)).toMatchObject({ known: true, value: [{ name: 't_b_key' }] });
});

test('where the history does not make the table, they are not known', () => {
  expect(runsOf(historyOf('    pass', DROPS))).toEqual([['code that is not read', undefined]]);
});
