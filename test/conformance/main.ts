// `npm run conformance -- [--pg 13,18] [--record] [ids…]`: what is predicted beside what servers do. See CONTRIBUTING.md.
import { parseArgs } from 'node:util';
import type { Major } from '../../src/effects/effect.ts';
import { MAJORS } from '../../src/effects/effect.ts';
import { install } from '../servers/install.mjs';
import { checkForms } from './check-forms.ts';
import type { Checked } from './checked.ts';
import { readForms, readGroups } from './form.ts';
import { record } from './recordings.ts';
import { inTurn } from './in-turn.ts';
import { sayDifferences, summary } from './say.ts';

process.env['PHASEWISE_SERVERS'] ??= install();
const { values, positionals: ids } = parseArgs({ allowPositionals: true, options: { pg: { type: 'string' }, record: { type: 'boolean', default: false } } });
const majors = chosenMajors(values.pg);
const forms = chosenForms(ids);

const checked: Checked[] = [];
await inTurn(majors, async (major) => {
  const { version, results, observed } = await checkForms(major, forms);
  for (const one of results) if (one.differences.length > 0) console.log(sayDifferences(one));
  if (values.record) record(major, version, observed);
  checked.push(...results);
});
const { text, differ } = summary(readGroups(), majors, checked);
console.log(text);
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
  return wanted.length === 0 ? all : all.filter(({ id }) => wanted.includes(id));
}
