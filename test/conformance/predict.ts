import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Major, StatementEffects } from '../../src/effects/effect.ts';
import type { Bed } from '../effects/bed.ts';
import { effectsOn, emptyBed, operationsOf, send } from '../effects/bed.ts';
import type { Form } from './form.ts';
import { readTestbed, statementsOf } from './form.ts';

/** What is predicted of statements that run together, and of which catalog. */
export interface Predicted {
  readonly effects: readonly StatementEffects[];
  readonly catalog: Catalog;
  readonly major: Major;
  /** Do they read or change rows? Effects do not say how rows are found. */
  readonly ofRows: boolean;
}

export function testbed(): Bed {
  return send(emptyBed(), readTestbed());
}

export function predict(bed: Bed, form: Form, major: Major): Predicted {
  const start = send(bed, form.pre ?? '', ...form.session ?? []);
  const texts = statementsOf(form);
  const effects: StatementEffects[] = [];
  let now = start;
  for (const text of texts) {
    effects.push(effectsOn(now, text, major));
    now = send(now, text);
  }
  return { effects, catalog: start.catalog, major, ofRows: texts.some(isOfRows) };
}

const OF_ROWS: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'merge', 'copy']);

export function isOfRows(text: string): boolean {
  const [first] = operationsOf(text);
  return first !== undefined && OF_ROWS.has(first.kind);
}
