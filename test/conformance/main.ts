// `npm run conformance -- [--pg 13,18] [--record] [ids…]`: what is predicted beside what servers do. See CONTRIBUTING.md.
import { parseArgs } from 'node:util';
import type { Major } from '../../src/effects/effect.ts';
import { MAJORS } from '../../src/effects/effect.ts';
import { install } from '../servers/install.mjs';
import { rules } from '../../rules/index.ts';
import { openBench } from './bench.ts';
import type { Passed } from './check-fixtures.ts';
import { checkFixtures } from './check-fixtures.ts';
import { checkForms } from './check-forms.ts';
import type { Checked } from './checked.ts';
import { readForms, readGroups } from './form.ts';
import { record } from './recordings.ts';
import { inTurn } from './in-turn.ts';
import { readRuleFixtures } from './rule-fixtures.ts';
import { sayDifferences, summary } from './say.ts';

process.env['PHASEWISE_SERVERS'] ??= install();
const { values, positionals: ids } = parseArgs({ allowPositionals: true, options: { pg: { type: 'string' }, record: { type: 'boolean', default: false } } });
const majors = chosenMajors(values.pg);
const fixtures = values.record ? [] : readRuleFixtures().filter(({ rule, id }) => ids.length === 0 || ids.includes(rule) || ids.includes(id));
const forms = chosenForms(ids.filter((id) => !fixtures.some((fixture) => fixture.rule === id || fixture.id === id)));

const checked: Checked[] = [];
const passed: Passed[] = [];
const fromBefore = new Set<string>();
await inTurn(majors, async (major) => {
  const { version, results, observed } = await checkForms(major, forms);
  for (const one of results) if (one.differences.length > 0) console.log(sayDifferences(one));
  if (values.record) record(major, version, observed);
  checked.push(...results);
  if (fixtures.length === 0) return;
  const bench = await openBench(major);
  try {
    const told = await checkFixtures(bench, fixtures);
    for (const one of told.results) if (one.differences.length > 0) console.log(sayDifferences(one));
    checked.push(...told.results);
    passed.push(...told.passed);
    for (const id of told.fromBefore) fromBefore.add(id);
  } finally {
    await bench.stop();
  }
});
const { text, differ } = summary([...readGroups(), ...rules.map(({ name }) => ({ name, title: name }))], majors, checked);
console.log(text);
const reasons = [...new Set(passed.map(({ because }) => because))];
for (const reason of reasons) console.log(`${new Set(passed.filter(({ because }) => because === reason).map(({ id }) => id)).size} fixtures are not run where ${reason}`);
if (fromBefore.size > 0) console.log(`${fromBefore.size} fixtures begin in the middle of a history: what they name is made first, by fixtures/rules/before.sql`);
process.exitCode = differ ? 1 : 0;

function chosenMajors(text: string | undefined): readonly Major[] {
  if (text === undefined) return MAJORS;
  return text.split(',').map((one) => {
    const major = MAJORS.find((known) => String(known) === one.trim());
    if (!major) throw new Error(`--pg ${text}: ${one} is none of ${MAJORS.join(', ')}.`);
    return major;
  });
}

function chosenForms(wanted: readonly string[]): ReturnType<typeof readForms> {
  const all = readForms();
  const unknown = wanted.find((id) => !all.some((form) => form.id === id));
  if (unknown !== undefined) throw new Error(`There is no form ${unknown} in fixtures/postgres/forms.`);
  return wanted.length === 0 && ids.length === 0 ? all : all.filter(({ id }) => wanted.includes(id));
}
