import type { Major, StatementEffects } from '../../src/effects/effect.ts';
import type { Predicted } from '../../src/observe/predicted.ts';
import { isOfRows } from '../../src/observe/predicted.ts';
import type { Bed } from '../effects/bed.ts';
import { effectsOn, emptyBed, operationsOf, send } from '../effects/bed.ts';
import type { Form } from './form.ts';
import { readTestbed, statementsOf } from './form.ts';

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
  return { effects, catalog: start.catalog, major, ofRows: texts.some((text) => isOfRows(operationsOf(text))) };
}
