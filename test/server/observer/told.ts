import type { Observation } from '../../../src/server/observer/observation.ts';
import { blockedOn, rowsBlockedOn } from '../../../src/server/observer/observation.ts';

/** An observation in lines, as tables of tests have them. */
export function told(observation: Observation): readonly string[] {
  const { transaction, error, locks, storage, scans, probes, waits } = observation;
  const tables = [...new Map(probes.map(({ table }) => [table.oid, table])).values()];
  const list = (what: string, all: readonly { readonly name: string }[]) => all.map(({ name }) => `${what} ${name}`);
  const uses = (words: string, used: readonly string[], on: string) => (used.length > 0 ? [`${words} ${used.join(' ')} on ${on}`] : []);
  return [
    ...(transaction === 'refused' ? ['refused in a transaction'] : []),
    ...(error ? [`fails ${error.sqlstate}`] : []),
    ...locks.map(({ mode, on }) => `${mode} ${on.name}`),
    ...list('rewrites', storage.rewritten),
    ...list('rebuilds', storage.rebuilt),
    ...list('reuses', storage.reused),
    ...list('creates', storage.created),
    ...list('drops', storage.dropped),
    ...list('leaves invalid', storage.invalid),
    ...list('scans', scans.map(({ on }) => on)),
    ...tables.flatMap((table) => [
      ...uses('blocks', blockedOn(table, observation), table.name),
      ...uses('changes rows of', rowsBlockedOn(table, observation), table.name),
    ]),
    ...waits.map((wait) => `waits for ${wait.for}`),
  ];
}
