import { expect, test } from 'vitest';
import { isScript } from '../../../src/migrations/migration.ts';
import type { Migration, Script, Step } from '../../../src/migrations/migration.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { memoryWorld } from '../../text/memory-world.ts';

function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/migrations/${name}`, text])));
  return sqlSource.read({ root: '/app', folders: ['/app/migrations'], versionTable: { name: 'phasewise_version' } }, world);
}

const textOf = (step: Step) => (step.kind === 'statement' ? step.sql.text : step.kind === 'unread' ? `! ${step.reason}` : step.does);
const textsOf = (script: Migration['downgrade'] | Script | undefined) =>
  script === undefined ? undefined : isScript(script) ? script.steps.map(textOf) : script.none;
const shapeOf = ({ revision, parents, upgrade, downgrade }: Migration) =>
  [revision, parents.join(), textsOf(upgrade), textsOf(downgrade)];

test('numbers make the chain, 2 before 10, gaps and all', () => {
  const { migrations, problems } = read({ '10_c.sql': 'SELECT 3;', '2_b.sql': 'SELECT 2;', '1_a.sql': 'SELECT 1;' });
  expect(migrations.map(shapeOf)).toEqual([
    ['1', '', ['SELECT 1'], 'absent'],
    ['2', '1', ['SELECT 2'], 'absent'],
    ['10', '2', ['SELECT 3'], 'absent'],
  ]);
  expect(problems).toEqual([]);
});
