import { expect, test } from 'vitest';
import { differencesOf } from '../../src/catalog/difference.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import type { Form } from '../conformance/form.ts';
import { readCluster, readForms, readTestbed } from '../conformance/form.ts';
import { predict, testbed } from '../conformance/predict.ts';
import { runningServer } from '../server/running.ts';
import type { Bed } from './bed.ts';
import { statementsOf } from './bed.ts';
import { say } from './say.ts';

/** What a history tells and a snapshot leaves open. */
const IN_DOUBT: Readonly<Record<string, string>> = {
  add_col_default_volatile_sql_fn_inlinable: 'bodies of functions are left out, so whether one is inlined is not known',
};

/** Effects in one order: lists of partitions, indexes and referencing tables have none of their own. */
function effectsOn(bed: Bed, form: Form): readonly (readonly string[])[] {
  return predict(bed, form, 18).effects.map((effects) => [...say(effects)].sort());
}

test('on a catalog read from the server the forms have the effects that they have on a replayed one', async () => {
  const { client, drop } = await (await runningServer(18)).database();
  try {
    for (const statement of statementsOf(readCluster())) await client.query(statement);
    for (const statement of statementsOf(readTestbed())) await client.query(statement);
    const replayed = testbed();
    const live = { ...replayed, catalog: restored(await readLive(client), 'server') };
    expect(differencesOf(replayed.catalog, live.catalog)).toEqual([]);

    const differs = readForms().filter((form) => JSON.stringify(effectsOn(live, form)) !== JSON.stringify(effectsOn(replayed, form)));
    expect(differs.map(({ id }) => id).filter((id) => id in IN_DOUBT)).toEqual(Object.keys(IN_DOUBT));
    expect(differs.filter(({ id }) => !(id in IN_DOUBT)).map((form) => ({ id: form.id, live: effectsOn(live, form), replayed: effectsOn(replayed, form) }))).toEqual([]);
  } finally {
    await drop();
  }
});
