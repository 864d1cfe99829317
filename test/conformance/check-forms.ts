import type { Major } from '../../src/effects/effect.ts';
import { NOT_YET } from '../effects/not-yet.ts';
import { openBench } from './bench.ts';
import type { Checked } from './checked.ts';
import { differences } from '../../src/observe/compare.ts';
import type { Form } from './form.ts';
import { readGroups, runsOn, statementsOf } from './form.ts';
import { HOME, observeForms } from './observe-forms.ts';
import { predict, testbed } from './predict.ts';
import type { Recorded } from '../../src/observe/recorded.ts';

export interface CheckedForms {
  /** "18.4" */
  readonly version: string;
  readonly results: readonly Checked[];
  readonly observed: Readonly<Record<string, Recorded>>;
}

/** Runs the forms that a major knows on a server of its own. */
export async function checkForms(major: Major, forms: readonly Form[]): Promise<CheckedForms> {
  const bench = await openBench(major);
  const bed = testbed();
  const results: Checked[] = [];
  const observed: Record<string, Recorded> = {};
  try {
    for await (const [form, is] of observeForms(bench, forms.filter((one) => runsOn(one, major)))) {
      observed[form.id] = is;
      results.push({
        major, group: groupOf(form), id: form.id, sql: statementsOf(form).join('; '),
        differences: differences(predict(bed, form, major), is, HOME), notYet: NOT_YET[form.id],
      });
    }
    return { version: bench.version, results, observed };
  } finally {
    await bench.stop();
  }
}

const groups = new Map(readGroups().flatMap(({ name, forms }) => forms.map(({ id }) => [id, name] as const)));

function groupOf({ id }: Form): string {
  return groups.get(id) ?? '';
}
