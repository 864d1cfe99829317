import type { Crew } from '../../src/server/observer/crew.ts';
import { observe } from '../../src/server/observer/observe.ts';
import type { Bench, Room } from './bench.ts';
import { emptyAmong } from './empty.ts';
import type { Form } from './form.ts';
import { readTestbed, statementsOf } from './form.ts';
import type { Recorded } from '../../src/observe/recorded.ts';
import { recordedOf } from '../../src/observe/recorded.ts';

/** The schema of the test bed, whose relations are named without it. */
export const HOME = 's';
const SEARCH_PATH = `SET search_path = ${HOME}, public`;

/** The forms in turn, on a copy of the test bed: a new one for each form that brings something or leaves something. */
export async function* observeForms(bench: Bench, forms: readonly Form[]): AsyncGenerator<readonly [Form, Recorded]> {
  const bed = await bench.database();
  await bed.run(readTestbed());
  await bed.close();
  let plain: { readonly room: Room; readonly crew: Crew } | undefined;
  for (const form of forms) {
    const room = (form.pre === undefined ? plain?.room : undefined) ?? await bench.database(bed.name);
    if (form.pre !== undefined) await room.run(SEARCH_PATH, form.pre);
    const crew = (form.pre === undefined ? plain?.crew : undefined) ?? await room.crew(SEARCH_PATH);
    const recorded = await observeForm(crew, form);
    yield [form, recorded];
    const isAsBefore = form.pre === undefined && recorded.transaction !== 'refused';
    plain = isAsBefore ? { room, crew } : plain?.room === room ? undefined : plain;
    if (!isAsBefore) await room.drop();
  }
  await plain?.room.drop();
  await bed.drop();
}

async function observeForm(crew: Crew, form: Form): Promise<Recorded> {
  for (const setting of form.session ?? []) await crew.subject.client.query(setting);
  const observation = await observe(crew, statementsOf(form));
  const empty = await emptyAmong(observation.locks.map(({ on }) => on), crew.monitor);
  if (form.session) for (const sql of ['RESET ALL', SEARCH_PATH]) await crew.subject.client.query(sql);
  return recordedOf(observation, HOME, empty);
}
