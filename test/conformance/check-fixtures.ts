import type { Major } from '../../src/effects/effect.ts';
import { observeScript } from '../../src/observe/observed.ts';
import { setScene } from '../../src/observe/scene.ts';
import { History } from '../../src/project/replay.ts';
import { fill } from '../../src/server/observer/fill.ts';
import type { Bench } from './bench.ts';
import type { Checked } from './checked.ts';
import type { RuleFixture } from './rule-fixtures.ts';

/** A fixture that says nothing on this major, and why. */
export interface Passed { readonly id: string; readonly major: Major; readonly because: string }

const ROWS = 100;

/** Replays the history of each fixture on a server, and observes the statements of the migration that is judged. */
export async function checkFixtures(bench: Bench, fixtures: readonly RuleFixture[]): Promise<{ readonly results: readonly Checked[]; readonly passed: readonly Passed[] }> {
  const { major } = bench;
  const results: Checked[] = [];
  const passed: Passed[] = [];
  for (const fixture of fixtures) {
    const { rule, id } = fixture;
    const history = new History({ ...fixture.project, majors: [major], beyondMeasured: [] });
    const scripts = (fixture.project.graph?.order ?? []).map((revision) => history.facts(`${revision}#up`));
    const judged = scripts.at(-1) ?? [];
    const since = Math.max(13, ...scripts.flat().flatMap(({ treatments }) => treatments.map(({ effects }) => effects.since)));
    if (since > major) {
      passed.push({ id, major, because: `its syntax came with ${since}` });
      continue;
    }
    const room = await bench.database();
    try {
      const crew = await room.crew();
      const stage = await crew.join();
      const refused = await setScene(scripts.slice(0, -1), stage.client);
      const { empty } = await fill(stage, ROWS);
      const told = await observeScript(judged, crew, empty.map(({ table }) => table));
      const [missing] = [...refused.map(({ failure }) => failure.sqlstate), ...told.flatMap((one) => (one.kind === 'observed' ? one.recorded.error?.slice(0, 5) ?? [] : []))].filter((code) => ABSENT.has(code));
      if (missing !== undefined) {
        passed.push({ id, major, because: 'it begins in the middle of a history' });
        continue;
      }
      results.push(...told.flatMap((one): Checked[] => (one.kind === 'observed' ? [{
        major, group: rule, id, sql: one.fact.statement.sql.text, differences: one.differences, notYet: UP_TO_ITS_DATA[id],
      }] : [])));
    } finally {
      await room.drop();
    }
  }
  return { results, passed };
}

/** Fixtures of which what is seen hangs on rows and surroundings that the history does not have. */
const UP_TO_ITS_DATA: Readonly<Record<string, string>> = {
  'backfill-under-ddl-lock/good-lookup': 'the rows that we make have the value that it adds',
  'check-scan/bad-unnamed': 'the rows that we make break its CHECK',
  'drop-index-not-concurrent/bad-unknown': 'what it drops if it exists is not there',
  'drop-table/bad-unknown': 'what it drops if it exists is not there',
  'foreign-key-scan/bad-after-add-column': 'all referencing rows are NULL',
  'index-not-concurrent/good-renamed-newborn': 'the table that it has made is empty',
};

/** Undefined: a table, a column, an object, a schema. */
const ABSENT: ReadonlySet<string> = new Set(['42P01', '42703', '42704', '3F000']);
