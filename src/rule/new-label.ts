import type { UserType } from '../catalog/object.ts';
import { isOfType } from '../catalog/types.ts';
import type { StatementAt } from '../migrations/migration.ts';
import type { Operation, OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import { quoteLiteral } from '../sql/quote.ts';
import { tokensOf, wordOf } from '../sql/tokens.ts';
import type { Fact } from './fact.ts';
import { withRuns } from './fact.ts';
import { perScript } from './per-script.ts';
import type { Situation } from './situation.ts';

/**
 * A value that an enum has been given in the transaction that is still open. `type` undefined: the history never made
 * it; `isNewType`: the same transaction has.
 */
export interface NewLabel {
  readonly added: OperationOf<'add enum value'>;
  readonly at: StatementAt;
  readonly type?: UserType;
  readonly isNewType: boolean;
}

/**
 * PostgreSQL refuses to use such a value until it is committed (55P04); from 17 on not where the type is as young.
 * https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES
 */
export function newLabels(here: Situation): readonly NewLabel[] {
  const open = here.session.transaction?.id;
  if (open === undefined) return [];
  const { adding, order } = addingIn(here.script);
  const now = order.get(here.at) ?? -1;
  return adding.filter(({ at, session }) => (order.get(at) ?? 0) < now && session.transaction?.id === open).flatMap((fact) => addedIn(fact, open));
}

interface Adding { readonly adding: readonly Fact[]; readonly order: ReadonlyMap<Fact['at'], number> }

/** The few statements of a script that add a value. */
const addingIn = perScript((script): Adding => {
  const all = script.flatMap(withRuns);
  const adding = all.filter(({ reading }) => reading.operations.some(({ kind }) => kind === 'add enum value'));
  return { adding, order: adding.length === 0 ? new Map() : new Map(all.map(({ at }, index) => [at, index])) };
});

function addedIn({ reading, before, session, at }: Fact, open: string): readonly NewLabel[] {
  return reading.operations.flatMap((added) => {
    if (added.kind !== 'add enum value') return [];
    const answer = before.userType(added.type, session);
    const type = answer.known ? answer.value : answer.last;
    if (type?.labels.includes(added.label)) return [];
    return [{ added, at, isNewType: type?.born.transaction === open, ...(type && { type }) }];
  });
}

/** May the statement write the value where one of that enum is meant? */
export function mayUse(label: NewLabel, here: Situation): boolean {
  const words = tokensOf(here.sql).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(here.sql, token));
  const wanted = quoteLiteral(label.added.label);
  const written = words.flatMap((word, at) => (word === wanted ? [at] : [])).filter((at) => !isText(words, at));
  if (written.length === 0) return false;
  const enumName = label.added.type.name;
  if (words.some((word) => word === enumName || word === `"${enumName}"`)) return true;
  const relations = here.operations.flatMap(relationsOf).filter((name) => mayHold(name, label, here));
  return relations.length > 0 && written.some((at) => !isOfAnotherType(comparedWith(words, at), label, here));
}

function relationsOf(operation: Operation): readonly ObjectName[] {
  if (operation.kind === 'create table') return operation.partitionOf ? [operation.partitionOf] : [];
  return ['table' in operation && operation.table ? operation.table : [], 'reads' in operation ? operation.reads : []].flat();
}

/** `status::text = 'paid'` compares texts, and is allowed. */
function isText(words: readonly string[], at: number): boolean {
  const casts = (from: number) => words[from] === '::' && ['text', 'varchar'].includes(words[from + 1] ?? '');
  return casts(at + 1) || casts(at - 3);
}

/** The word before `= 'paid'`, `<> 'paid'`, `IN ('open', 'paid')`. */
function comparedWith(words: readonly string[], at: number): string | undefined {
  let before = at - 1;
  while (words[before] === ',' && words[before - 1]?.startsWith("'")) before -= 2;
  if (words[before] === '(' && words[before - 1] === 'in') return words[words[before - 2] === 'not' ? before - 3 : before - 2];
  return ['=', '<>', '!='].includes(words[before] ?? '') ? words[before - 1] : undefined;
}

/** In every relation that has a column of that name it is known to be of another type. */
function isOfAnotherType(column: string | undefined, label: NewLabel, here: Situation): boolean {
  if (column === undefined) return false;
  const types = here.operations.flatMap(relationsOf).flatMap((relation) => here.typeOf(relation, column) ?? []);
  return types.length > 0 && types.every((type) => !isOfType(type, typeName(label)));
}

/** It has a column of the enum, or its columns are not all known. */
function mayHold(name: ObjectName, label: NewLabel, here: Situation): boolean {
  const relation = here.lastSeen(name);
  const columns = relation && here.catalog.columns(relation);
  return !columns?.known || columns.value.some(({ sqlType }) => isOfType(sqlType, typeName(label)));
}

function typeName({ type, added }: NewLabel): Pick<ObjectName, 'schema' | 'name'> {
  return type ?? { name: added.type.name };
}
