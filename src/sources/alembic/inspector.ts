import type { ObjectName } from '../../sql/name.ts';
import type { Place } from '../../text/place.ts';
import type { CallValue, InventoryValue, Value } from './value.ts';
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
    case 'get_foreign_keys': case 'get_unique_constraints': case 'get_check_constraints':
      return table === undefined ? undefined : inventory((name) => ({ type: 'constraint', of: table, name, ...inSchema }), true, call.place);
    default: return undefined;
  }
}

/** Questions whose one argument is the schema. */
const ONE_NAME = new Set(['get_table_names', 'get_view_names', 'get_enums']);

function exists(object: ObjectName, place: Place): Value {
  return { kind: 'condition', place, condition: { kind: 'exists', object } };
}

function inventory(named: (name: string) => ObjectName, described: boolean, place: Place): InventoryValue {
  return { kind: 'inventory', place, named, described };
}
