import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Draft } from './draft.ts';
import type { Routine } from './state.ts';

/** A function by its name, and by its arguments where they are said. */
interface Meant { readonly function: ObjectName; readonly arguments?: readonly string[] }

/** OR REPLACE takes the place of the one with the same arguments. */
export function createRoutine(draft: Draft, { function: name, arguments: passed, volatility, text, inlined }: OperationOf<'create function'>): void {
  const schema = draft.schemaFor(name);
  const others = draft.routines(name.name).filter((held) => held.schema !== schema || held.arguments.join() !== passed.join());
  draft.setRoutines(name.name, [...others, { schema, name: name.name, arguments: passed, volatility, definition: text, inlined }]);
}

export function alterRoutines(draft: Draft, meant: Meant, change: Partial<Routine>): void {
  draft.setRoutines(meant.function.name, draft.routines(meant.function.name).map((held) => (isMeant(held, meant) ? { ...held, ...change } : held)));
}

export function renameRoutines(draft: Draft, { to, ...meant }: OperationOf<'rename function'>): void {
  const renamed = draft.routines(meant.function.name).filter((held) => isMeant(held, meant)).map((held) => ({ ...held, name: to.name }));
  dropRoutines(draft, meant);
  draft.setRoutines(to.name, [...draft.routines(to.name), ...renamed]);
}

export function dropRoutines(draft: Draft, meant: Meant): void {
  draft.setRoutines(meant.function.name, draft.routines(meant.function.name).filter((held) => !isMeant(held, meant)));
}

function isMeant(held: Routine, { function: { schema }, arguments: passed }: Meant): boolean {
  return (schema === undefined || held.schema === schema) && (passed === undefined || passed.join() === held.arguments.join());
}
