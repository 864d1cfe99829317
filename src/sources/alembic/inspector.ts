import type { ConstraintsLike } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import type { Place } from '../../text/place.ts';
import { stringAt } from './member.ts';
import { holdsStandIn } from './stand-in.ts';
import type { CallValue, EntryValue, FieldValue, InventoryValue, SuchValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** What a question to SQLAlchemy's inspector is worth: a condition, or the names of what is there, for the catalog to decide. */
export function inspected(call: CallValue): Value | undefined {
  if (call.of.kind !== 'member') return undefined;
  const { of: receiver, name } = call.of;
  if (isInspector(receiver)) return answer(name, call.args, call);
  // dialect.has_table(connection, 't')
  return receiver.kind === 'member' && receiver.name === 'dialect' ? answer(name, call.args.slice(1), call) : undefined;
}

function isInspector(value: Value): boolean {
  if (value.kind !== 'call') return false;
  const name = calledName(value);
  return name === 'sa.inspect' || (name?.startsWith('sa.') === true && /\bInspector(?:\.from_engine)?$/.test(name));
}

function answer(method: string, args: readonly Value[], call: CallValue): Value | undefined {
  const keyword = (name: string) => call.keywords.find((given) => given.name === name)?.value;
  const text = (value: Value | undefined) => (value?.kind === 'string' ? value.text.text : undefined);
  const [first, second] = args;
  const schemaAt = method === 'has_index' ? args[2] : ONE_NAME.has(method) ? args[0] : args[1];
  const given = keyword('schema') ?? schemaAt;
  const schema = text(given);
  if (given && given.kind !== 'none' && schema === undefined) return undefined;
  const inSchema = schema === undefined ? {} : { schema };
  const table = text(first ?? keyword('table_name'));

  switch (method) {
    case 'has_table': return table === undefined ? undefined : exists({ type: 'relation', name: table, ...inSchema }, call.place);
    case 'has_index': {
      const name = text(second ?? keyword('index_name'));
      return name === undefined ? undefined : exists({ type: 'index', name, ...inSchema }, call.place);
    }
    case 'has_schema': return table === undefined ? undefined : exists({ type: 'schema', name: table }, call.place);
    case 'get_schema_names': return inventory((name) => ({ type: 'schema', name }), false, call.place);
    case 'get_table_names': case 'get_view_names': return inventory((name) => ({ type: 'relation', name, ...inSchema }), false, call.place);
    case 'get_enums': return inventory((name) => ({ type: 'type', name, ...inSchema }), true, call.place);
    case 'get_indexes': return inventory((name) => ({ type: 'index', name, ...inSchema }), true, call.place);
    case 'get_columns': return table === undefined ? undefined : inventory((name) => ({ type: 'column', of: table, name, ...inSchema }), true, call.place);
    case 'get_foreign_keys': case 'get_unique_constraints': case 'get_check_constraints': {
      if (table === undefined) return undefined;
      const entry: EntryValue = { kind: 'entry', place: call.place, asked: call, like: { table: { type: 'relation', name: table, ...inSchema }, type: CONSTRAINTS[method] } };
      return { ...inventory((name) => ({ type: 'constraint', of: table, name, ...inSchema }), true, call.place), entry };
    }
    case 'get_pk_constraint':
      return table === undefined ? undefined : { kind: 'entry', place: call.place, asked: call, like: { table: { type: 'relation', name: table, ...inSchema }, type: 'primary key' } };
    default: return undefined;
  }
}

const CONSTRAINTS = { get_foreign_keys: 'foreign key', get_unique_constraints: 'unique', get_check_constraints: 'check' } as const;

/** `entry['constrained_columns']`, and under the same keys `entry.get(…)`. */
export function fieldOf(entry: EntryValue, key: string, place: Place): Value | undefined {
  const field = FIELDS[key];
  if (field === 'name' && entry.like.name !== undefined) return stringAt(entry.like.name, place);
  return field && { kind: 'field', place, entry, field };
}

const FIELDS: Readonly<Record<string, FieldValue['field']>> = { name: 'name', constrained_columns: 'columns', column_names: 'columns', referred_table: 'references' };

/** `entry['referred_table'] == 'orders'`: is this entry such a one? Undefined where more is asked than that. */
export function isSuch({ entry, field, place }: FieldValue, other: Value): SuchValue | undefined {
  const said = field === 'columns' ? textsOf(other) : other.kind === 'string' && !holdsStandIn(other) ? other.text.text : undefined;
  return said === undefined ? undefined : such(entry, { ...entry.like, [field]: said }, place);
}

/** Both of the same entry: it is the one and the other. */
export function bothSuch(one: SuchValue, other: SuchValue, place: Place): SuchValue | undefined {
  const before = one.entry;
  if (before.asked !== other.entry.asked) return undefined;
  return { kind: 'such', place, entry: { ...before, like: { ...before.like, ...other.entry.like } } };
}

function such(entry: EntryValue, like: ConstraintsLike, place: Place): SuchValue {
  return { kind: 'such', place, entry: { ...entry, like, ...(entry.loop && { loop: { ...entry.loop, narrowed: entry.loop.narrowed + 1 } }) } };
}

function textsOf(value: Value): readonly string[] | undefined {
  if (value.kind !== 'list') return undefined;
  const texts = value.items.flatMap((item) => (item.kind === 'string' && !holdsStandIn(item) ? [item.text.text] : []));
  return texts.length === value.items.length ? texts : undefined;
}

/** Questions whose one argument is the schema. */
const ONE_NAME = new Set(['get_table_names', 'get_view_names', 'get_enums']);

function exists(object: ObjectName, place: Place): Value {
  return { kind: 'condition', place, condition: { kind: 'exists', object } };
}

function inventory(named: (name: string) => ObjectName, described: boolean, place: Place): InventoryValue {
  return { kind: 'inventory', place, named, described };
}
