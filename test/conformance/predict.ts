import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Major, StatementEffects, Target } from '../../src/effects/effect.ts';
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
  let now: Bed = { ...start, session: texts.length > 1 ? start.session.within({ id: 'form', opened: 'author' }) : start.session };
  for (const text of texts) {
    effects.push(seenFrom(start.catalog, effectsOn(now, text, major)));
    now = send(now, text);
  }
  return { effects, catalog: start.catalog, major, ofRows: texts.some((text) => isOfRows(operationsOf(text))) };
}

/** What is of relations that others could see when it began, by the names that they had. */
function seenFrom(start: Catalog, effects: StatementEffects): StatementEffects {
  const seen = <T extends { readonly on: Target }>(all: readonly T[]): readonly T[] => all.flatMap((one) => {
    if (one.on.kind === 'unresolved') return [one];
    const relation = start.byId(one.on.relation.id);
    return relation ? [{ ...one, on: { kind: 'relation', relation } }] : [];
  });
  return { ...effects, locks: seen(effects.locks), work: seen(effects.work), waits: seen(effects.waits) };
}
