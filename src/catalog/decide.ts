import type { Condition } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import { attachedNamed } from './attached.ts';
import { columnOf } from './columns.ts';
import { constraintsLike } from './constraints-like.ts';
import { constraintOf } from './held-constraint.ts';
import type { Known } from './doubt.ts';
import { HISTORY_INCOMPLETE, known } from './doubt.ts';
import type { Part, RelationRecord } from './record.ts';
import type { Found, State } from './state.ts';
import { doubtAboutPart, findRelation } from './state.ts';
import { findType } from './types.ts';

/** Whether a condition holds, as far as the catalog can tell. */
export function decide(state: State, condition: Condition, searchPath: readonly string[]): Known<boolean> {
  switch (condition.kind) {
    case 'always': return known(true);
    case 'exists': return exists(state, condition.object, searchPath);
    case 'has constraint': return hasAny(constraintsLike(state, condition.like, searchPath));
    case 'not': return negated(decide(state, condition.of, searchPath));
    case 'all': return joined(condition.of.map((part) => decide(state, part, searchPath)), false);
    case 'any': return joined(condition.of.map((part) => decide(state, part, searchPath)), true);
    case 'undecidable': return { known: false, doubt: { about: [], because: 'undecidable', place: condition.place } };
  }
}

function hasAny(answer: Known<readonly unknown[]>): Known<boolean> {
  if (answer.known) return known(answer.value.length > 0);
  return { ...answer, last: answer.last && answer.last.length > 0 };
}

function negated(answer: Known<boolean>): Known<boolean> {
  return answer.known ? known(!answer.value) : answer;
}

/** One part with the `decisive` answer settles the whole, whatever the others are. */
function joined(parts: readonly Known<boolean>[], decisive: boolean): Known<boolean> {
  const decided = parts.find((part) => part.known && part.value === decisive);
  return decided ?? parts.find((part) => !part.known) ?? known(!decisive);
}

function exists(state: State, object: ObjectName, searchPath: readonly string[]): Known<boolean> {
  switch (object.type) {
    case 'relation': case 'index': return answerOf(findRelation(state, object, searchPath));
    case 'type': return answerOf(findType(state, object, searchPath));
    case 'column': return existsIn(state, object, 'columns', searchPath);
    case 'default': return defaultExists(state, object, searchPath);
    case 'constraint': return existsIn(state, object, 'constraints', searchPath);
    case 'enum label': return labelExists(state, object, searchPath);
    case 'schema': return schemaExists(state, object.name);
    case 'function': return state.functions.get(object.name) ? known(true) : { known: false, doubt: HISTORY_INCOMPLETE };
    case 'trigger': case 'policy': case 'rule': return attachedExists(state, object, object.type, searchPath);
    case 'statistics': case 'publication': return { known: false, doubt: HISTORY_INCOMPLETE };
  }
}

function answerOf<T>(found: Found<T>): Known<boolean> {
  if (found.kind === 'unknown') return { known: false, doubt: found.doubt };
  if (found.kind === 'absent') return known(false);
  return found.doubt ? { known: false, doubt: found.doubt, last: true } : known(true);
}

function existsIn(state: State, { schema, of, name }: ObjectName, part: 'columns' | 'constraints', searchPath: readonly string[]): Known<boolean> {
  if (of === undefined) return part === 'constraints' ? constraintExists(state, schema, name) : { known: false, doubt: HISTORY_INCOMPLETE };
  const table = findRelation(state, { schema, name: of }, searchPath);
  if (table.kind !== 'found') return answerOf(table);
  return isThere(state, table.it, part, name);
}

/** The server keeps no default that is NULL. */
function defaultExists(state: State, { schema, of, name }: ObjectName, searchPath: readonly string[]): Known<boolean> {
  if (of === undefined) return { known: false, doubt: HISTORY_INCOMPLETE };
  const table = findRelation(state, { schema, name: of }, searchPath);
  if (table.kind !== 'found') return answerOf(table);
  const isColumn = isThere(state, table.it, 'columns', name);
  const held = columnOf(table.it, name);
  if (!isColumn.known || !held) return isColumn;
  return held.unsure?.rest ? { known: false, doubt: held.unsure.rest } : known(held.column.fallback !== undefined && held.column.fallback.shape !== 'null');
}

/** A constraint of whichever table. */
function constraintExists(state: State, schema: string | undefined, name: string): Known<boolean> {
  const schemas = schema === undefined ? state.schemas.values().map((held) => held.name) : [schema];
  const tables = schemas.flatMap((one) => state.constraintNames.get(`${one}.${name}`) ?? []).flatMap((id) => state.records.get(id) ?? []);
  const answers = tables.map((table) => isThere(state, table, 'constraints', name));
  const sure = answers.find((answer) => answer.known && answer.value) ?? answers[0];
  if (sure) return sure;
  return state.complete && !state.anything ? known(false) : { known: false, doubt: state.anything?.doubt ?? HISTORY_INCOMPLETE };
}

function attachedExists(state: State, { schema, of, name }: ObjectName, kind: 'trigger' | 'policy' | 'rule', searchPath: readonly string[]): Known<boolean> {
  if (of === undefined) return { known: false, doubt: HISTORY_INCOMPLETE };
  const table = findRelation(state, { schema, name: of }, searchPath);
  if (table.kind !== 'found') return answerOf(table);
  const value = attachedNamed(table.it, kind, name) !== undefined;
  const doubt = doubtAboutPart(state, table.it, 'attached', name, table.it.at);
  return doubt ? { known: false, doubt, last: value } : known(value);
}

function isThere(state: State, record: RelationRecord, part: 'columns' | 'constraints', name: string): Known<boolean> {
  const value = part === 'columns' ? columnOf(record, name) !== undefined : constraintOf(record, name) !== undefined;
  const doubt = doubtAboutPart(state, record, part, name, since(record, part, name));
  return doubt ? { known: false, doubt, last: value } : known(value);
}

/** When the catalog last learnt of a column or constraint, or that there is none. */
export function since(record: RelationRecord, part: Part, name: string): number {
  const held = part === 'columns'
    ? record.columns.find(({ column }) => column.name === name)
    : record.constraints.find(({ constraint }) => constraint.name === name);
  return held?.at ?? record.gone.find((gone) => gone.part === part && gone.name === name)?.at ?? record.at;
}

function labelExists(state: State, { schema, of, name }: ObjectName, searchPath: readonly string[]): Known<boolean> {
  if (of === undefined) return { known: false, doubt: HISTORY_INCOMPLETE };
  const type = findType(state, { schema, name: of }, searchPath);
  if (type.kind !== 'found') return answerOf(type);
  const isListed = type.it.labels.includes(name);
  return type.doubt ? { known: false, doubt: type.doubt, last: isListed } : known(isListed);
}

function schemaExists({ schemas, complete, anything }: State, name: string): Known<boolean> {
  const held = schemas.get(name);
  if (anything) return { known: false, doubt: anything.doubt, last: held?.exists };
  if (held?.exists === false || held?.whole) return known(held.exists);
  if (held) return known(true);
  return complete ? known(false) : { known: false, doubt: HISTORY_INCOMPLETE };
}
