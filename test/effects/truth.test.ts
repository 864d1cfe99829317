import { expect, test } from 'vitest';
import { MAJORS } from '../../src/effects/effect.ts';
import { emptyBed, send } from './bed.ts';
import { differences, sinceDiffers } from './compare.ts';
import { NOT_YET } from './not-yet.ts';
import { more, truth } from './truth.ts';

/** Virtual columns are of 18, and so is the table that has one. */
const beds = new Map(MAJORS.map((major) => {
  const lines = truth.testbed.setup.filter((line) => major === 18 || !line.includes('VIRTUAL'));
  return [major, send(emptyBed(), lines.join('\n'))];
}));
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
