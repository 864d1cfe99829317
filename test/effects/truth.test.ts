import { expect, test } from 'vitest';
import { MAJORS } from '../../src/effects/effect.ts';
import { emptyBed, send } from './bed.ts';
import { differences, inDoubt, sinceDiffers } from './compare.ts';
import { NOT_YET } from './not-yet.ts';
import { more, truth } from './truth.ts';

/** Virtual columns are of 18, and so is the table that has one. */
const beds = new Map(MAJORS.map((major) => {
  const lines = truth.testbed.setup.filter((line) => major === 18 || !line.includes('VIRTUAL'));
  return [major, send(emptyBed(), lines.join('\n'))];
}));
const known = beds.get(18) ?? emptyBed();

const forms = [...truth.forms, ...more.forms];
const found = forms.map((form) => ({
  form,
  differs: [...beds].flatMap(([major, bed]) => [
    ...differences(bed, form, major).map((difference) => `${major}: ${difference}`),
    ...(major === 18 ? sinceDiffers(bed, form) : []),
  ]),
}));

test.each(found.filter(({ form }) => !(form.id in NOT_YET)).map(({ form, differs }) => [form.id, differs]))(
  '%s does what was measured on all majors', (_id, differs) => {
    expect(differs, differs.join('\n')).toEqual([]);
  },
);

test('a form that is predicted leaves the list of those that are not', () => {
  expect(found.filter(({ form, differs }) => form.id in NOT_YET && differs.length === 0).map(({ form }) => form.id)).toEqual([]);
});

test('the list names forms that were measured', () => {
  const ids = new Set(forms.map(({ id }) => id));
  expect(Object.keys(NOT_YET).filter((id) => !ids.has(id))).toEqual([]);
});

/** On a bed that is known to the last column, what PostgreSQL does is left open only here. */
const IN_DOUBT: Readonly<Record<string, string>> = {
  add_col_default_volatile_sql_fn_inlinable: 'whether a function is inlined follows from its body',
  attach_with_check: 'whether a CHECK implies the bounds is not decided',
  attach_with_default_present: 'whether a CHECK implies the bounds is not decided',
  attach_with_default_excluded_by_check: 'whether a CHECK implies the bounds is not decided',
  set_access_method_same: 'the access method of a table is not in the catalog',
  reindex_schema: 'what else stands in the schema is not known',
  drop_schema_cascade: 'what else stands in the schema is not known',
  insert: 'only a row with a value in the key locks what it references',
  insert_fk_child: 'only a row with a value in the key locks what it references',
  update_fk_child: 'only a row with a value in the key locks what it references',
  insert_partitioned: 'which partition gets the rows only the rows know',
};

test('only named forms are in doubt on a bed that is known', () => {
  expect(forms.filter((form) => inDoubt(known, form)).map(({ id }) => id).sort()).toEqual(Object.keys(IN_DOUBT).sort());
});
