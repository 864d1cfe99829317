import fs from 'node:fs';
import path from 'node:path';
import type { Major } from '../../src/effects/effect.ts';
import { HOME, observeScript } from '../../src/observe/observed.ts';
import { labelOf } from '../../src/observe/recorded.ts';
import { setScene } from '../../src/observe/scene.ts';
import { History } from '../../src/project/replay.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { fill } from '../../src/server/observer/fill.ts';
import { relationsOf } from '../../src/server/observer/relations.ts';
import type { Session } from '../../src/server/observer/session.ts';
import { FIXTURES } from '../rules/fixture.ts';
import type { Bench } from './bench.ts';
import type { Checked } from './checked.ts';
import type { RuleFixture } from './rule-fixtures.ts';

/** A fixture that says nothing on this major, and why. */
export interface Passed { readonly id: string; readonly major: Major; readonly because: string }

export interface CheckedFixtures {
  readonly results: readonly Checked[];
  readonly passed: readonly Passed[];
  /** Fixtures whose histories do not make all that they name: it was made before them. */
  readonly fromBefore: readonly string[];
}

const ROWS = 100;

/** Replays the history of each fixture on a server, and observes the statements of the migration that is judged. */
export async function checkFixtures(bench: Bench, fixtures: readonly RuleFixture[]): Promise<CheckedFixtures> {
  const { major } = bench;
  const results: Checked[] = [];
  const passed: Passed[] = [];
  const fromBefore: string[] = [];
  for (const fixture of fixtures) {
    const { rule, id } = fixture;
    const { config } = fixture.project;
    if (config.postgres && !config.postgres.includes(major)) {
      passed.push({ id, major, because: 'its configuration names other majors' });
      continue;
    }
    const history = new History({ ...fixture.project, majors: [major], beyondMeasured: [] });
    const scripts = (fixture.project.graph?.order ?? []).map((revision) => history.facts(`${revision}#up`));
    const judged = scripts.at(-1) ?? [];
    const since = Math.max(13, ...scripts.flat().flatMap(({ treatments }) => treatments.map(({ effects }) => effects.since)));
    if (since > major) {
      passed.push({ id, major, because: `its syntax came with ${since}` });
      continue;
    }
    const room = await bench.database();
    const beginsInTheMiddle = scripts.flat().some(isBeforeHistory);
    if (beginsInTheMiddle) fromBefore.push(id);
    try {
      if (beginsInTheMiddle) await room.run(BEFORE);
      const crew = await room.crew();
      const stage = await crew.join();
      const unknownIndexes = await indexNames(stage);
      const refused = await setScene(scripts.slice(0, -1), stage.client);
      const { empty } = await fill(stage, ROWS);
      const told = await observeScript(judged, crew, empty.map(({ table }) => table));
      const checked = { major, group: rule, id, notYet: UP_TO_ITS_DATA[id] };
      results.push(
        ...refused.map(({ statement, failure }): Checked => ({
          ...checked, sql: statement.sql.text, differences: [{ about: 'in its history', predicted: 'runs', observed: `${failure.sqlstate} ${failure.message}` }],
        })),
        ...told.flatMap((one): Checked[] => (one.kind === 'observed' ? [{ ...checked, sql: one.fact.statement.sql.text, differences: one.differences.filter(({ about }) => !unknownIndexes.some((name) => about.endsWith(` ${name}`))) }] : [])),
      );
    } finally {
      await room.drop();
    }
  }
  return { results, passed, fromBefore };
}

/** What is there before a history that begins in the middle. */
const BEFORE = fs.readFileSync(path.join(FIXTURES, 'before.sql'), 'utf8');

/** Does it concern a relation that the catalog does not know at that statement? */
function isBeforeHistory({ treatments }: Fact): boolean {
  return treatments.some(({ effects: { locks, work } }) => [...locks, ...work].some(({ on }) => on.kind === 'unresolved' && on.doubt.because === 'history incomplete'));
}

/** Of tables from before a history, which does not say what indexes they have. */
async function indexNames(session: Session): Promise<readonly string[]> {
  const indexes = [...(await relationsOf(session)).values()].filter(({ kind }) => kind === 'i');
  return indexes.map((index) => labelOf(index, HOME));
}

/** Fixtures of which what is seen hangs on rows and surroundings that the history does not have, or on what is not predicted. */
const UP_TO_ITS_DATA: Readonly<Record<string, string>> = {
  'attach-partition-scan/bad-hash': 'the rows that we make are outside the bounds',
  'attach-partition-scan/bad-range': 'the rows that we make are outside the bounds',
  'backfill-under-ddl-lock/good-lookup': 'the rows that we make have the value that it adds',
  'check-scan/bad-unnamed': 'the rows that we make break its CHECK',
  'constraint-deferrability-change/bad-unknown': 'there is no such constraint',
  'create-trigger-locks-writes/bad-alembic.py': 'there is no such function',
  'create-trigger-locks-writes/good-alembic.py': 'there is no such function',
  'dependent-object-breaks/good-replaced': 'the body of a function is not read',
  'drop-foreign-key-locks-parent/bad-unknown': 'what a constraint from before the history references is not known',
  'drop-index-not-concurrent/bad-unknown': 'the table of an index from before the history has no name',
  'enum-order/bad-unknown': 'there is no such type',
  ...onEach(['bad-alembic.py', 'bad-check', 'bad-default', 'bad-insert', 'bad-new-type', 'bad-update'], 'enum-value-used-in-same-transaction', 'its rule, not the effects, tells of labels that are not yet free'),
  'enum-value-used-in-same-transaction/good-other-word': 'the rows that we make have its key',
  'foreign-key-scan/bad-after-add-column': 'all referencing rows are NULL',
  'index-not-concurrent/good-renamed-newborn': 'the table that it has made is empty',
  'irreversible-migration/good-data': 'the rows that we make have its key',
  'managed-partition-ddl/bad-chunk': 'what it names comes with an extension',
  'managed-partition-ddl/bad-partman': 'what it names comes with an extension',
  'matview-refresh-concurrent-exclusive/bad-unknown': 'there is no such view',
  'owner-or-privilege-drift/bad-table': 'there is no such role',
  'owner-or-privilege-drift/good-option': 'there is no such role',
  'recreate-enum/bad-label-gone': 'the rows that we make have the label that goes',
  'reindex-not-concurrent/bad-table': 'that queries wait for indexes from before the history is not told',
  'reindex-scope-in-transaction/good-alone': 'what the schema holds from before the history is not told',
  'set-access-method/bad-columnar': 'the method comes with an extension',
  'set-tablespace-copy/bad-table': 'there is no such tablespace',
  ...onEach(['bad-execute', 'bad-rows', 'good-allowed'], 'unread-ddl', 'what the code runs is not read'),
  ...onEach(['bad-gexec', 'good-allowed'], 'unread-statement', 'locks on the catalogs of PostgreSQL are not observed'),
};

function onEach(names: readonly string[], rule: string, why: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`${rule}/${name}`, why]));
}
