import { describe, expect, test } from 'vitest';
import type { Major } from '../../src/effects/effect.ts';
import { MAJORS } from '../../src/effects/effect.ts';
import { differences } from '../../src/observe/compare.ts';
import type { Form } from '../conformance/form.ts';
import { readForms, readGroups, runsOn } from '../conformance/form.ts';
import { HOME } from '../conformance/observe-forms.ts';
import { predict, testbed } from '../conformance/predict.ts';
import { readRecording } from '../conformance/recordings.ts';
import { NOT_YET } from './not-yet.ts';

const bed = testbed();
const forms = readForms();
const recordings = new Map(MAJORS.map((major) => [major, readRecording(major).forms]));

const found = new Map(forms.map((form) => [form.id, [...MAJORS.flatMap((major) => differsOn(form, major)), ...sinceDiffers(form)]]));

function differsOn(form: Form, major: Major): readonly string[] {
  const recorded = recordings.get(major)?.[form.id];
  if (!runsOn(form, major)) return [];
  if (!recorded) return [`${major}: is not recorded; see fixtures/postgres/README.md`];
  return differences(predict(bed, form, major), recorded, HOME)
    .map(({ about, predicted, observed }) => `${major}: ${about}: ${predicted}, is ${observed}`);
}

/** The first major that has the syntax. What `pre` brings is not the form's. */
function sinceDiffers(form: Form): readonly string[] {
  if (form.pre !== undefined) return [];
  const since = Math.max(...predict(bed, form, 18).effects.map((effects) => effects.since));
  return since === (form.since ?? 13) ? [] : [`since ${since}, is ${form.since ?? 13}`];
}

describe.each(readGroups())('$title', (group) => {
  test.each(group.forms.filter(({ id }) => !(id in NOT_YET)).map(({ id }) => id))('%s does what was observed on all majors', (id) => {
    const differs = found.get(id) ?? [];
    expect(differs, differs.join('\n')).toEqual([]);
  });
});

test('a form that is predicted leaves the list of those that are not', () => {
  expect(Object.keys(NOT_YET).filter((id) => found.get(id)?.length === 0)).toEqual([]);
});

test('each form has an id of its own, and the list names forms that are there', () => {
  expect(forms.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)).toEqual([]);
  expect(Object.keys(NOT_YET).filter((id) => !found.has(id))).toEqual([]);
});

test.each(MAJORS)('every form is recorded on %i if that knows its syntax', (major) => {
  const recorded = recordings.get(major) ?? {};
  expect(forms.filter((form) => runsOn(form, major) && !recorded[form.id]).map(({ id }) => id)).toEqual([]);
});

test('only forms that are there are recorded, on majors that know them', () => {
  for (const [major, recorded] of recordings) {
    expect(Object.keys(recorded).filter((id) => !forms.some((form) => form.id === id && runsOn(form, major)))).toEqual([]);
  }
});

/** On a bed that is known to the last column, what PostgreSQL does is left open only here. */
const IN_DOUBT: Readonly<Record<string, string>> = {
  attach_check_but_nullable: 'a CHECK that is not seen to imply the bounds may do so',
  attach_check_too_wide: 'a CHECK that is not seen to imply the bounds may do so',
  create_partition_default_check_elsewhere: 'a CHECK that is not seen to imply the bounds may do so',
  set_access_method_same: 'the access method of a table is not in the catalog',
  set_tablespace_same: 'the tablespace of a table is not in the catalog',
  reindex_schema: 'what else stands in the schema is not known',
  reindex_schema_with_tables: 'what else stands in the schema is not known',
  drop_schema_cascade: 'what else stands in the schema is not known',
  insert: 'only a row with a value in the key locks what it references',
  insert_fk_child: 'only a row with a value in the key locks what it references',
  update_fk_child: 'only a row with a value in the key locks what it references',
  insert_partitioned: 'which partition gets the rows only the rows know',
};

test('only named forms are in doubt on a bed that is known', () => {
  const inDoubt = forms.filter((form) => predict(bed, form, 18).effects.some(({ locks, work }) => [...locks, ...work].some(({ certain }) => !certain)));
  expect(inDoubt.map(({ id }) => id).sort()).toEqual(Object.keys(IN_DOUBT).sort());
});
