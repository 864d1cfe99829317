import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { detachFrom } from './attached.ts';
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

/** Triggers go with their function, which has no arguments; where there are several of a name, nobody knows whose they are. */
export function dropFunctions(draft: Draft, { cascade, ...meant }: OperationOf<'drop function'>): void {
  dropRoutines(draft, meant);
  const { name } = meant.function;
  if (!cascade || (meant.arguments?.length ?? 0) > 0 || draft.routines(name).some(({ arguments: passed }) => passed.length === 0)) return;
  for (const { relation, attached } of [...draft.state.records.values()]) {
    const calling = attached.flatMap((one) => (one.kind === 'trigger' && one.function.split('.').at(-1) === name ? [one.name] : []));
    for (const trigger of calling) detachFrom(draft, relation.id, 'trigger', trigger);
  }
}

function isMeant(held: Routine, { function: { schema }, arguments: passed }: Meant): boolean {
  return (schema === undefined || held.schema === schema) && (passed === undefined || passed.join() === held.arguments.join());
}
