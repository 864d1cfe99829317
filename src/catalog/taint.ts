import type { ObjectName } from '../sql/name.ts';
import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import type { Part, RelationRecord } from './record.ts';
import { constraintOf } from './held-constraint.ts';
import { keyOf } from './state.ts';

/** From here on the catalog doubts what it knows of one name. */
export function taint(draft: Draft, name: ObjectName, doubt: Doubt): void {
  draft.tick();
  switch (name.type) {
    case 'relation': return taintRelation(draft, name, doubt);
    case 'index': return taintIndex(draft, name, doubt);
    case 'type': return taintName(draft, name, doubt);
    case 'column': case 'default': return taintPart(draft, name, 'columns', doubt);
    case 'constraint': return taintPart(draft, name, 'constraints', doubt);
    case 'enum label': return name.of === undefined ? undefined : taintName(draft, { ...name, name: name.of }, doubt);
    case 'schema': return taintSchema(draft, name.name, doubt);
    case 'function': return draft.setRoutines(name.name, []);
    case 'trigger': case 'policy': case 'rule': return taintPart(draft, name, 'attached', doubt);
    case 'statistics': case 'publication': return;
  }
}

function taintName(draft: Draft, { schema = '', name }: ObjectName, doubt: Doubt): void {
  draft.speakOf(schema);
  const change = new Map([[keyOf(schema, name), { doubt, at: draft.now }]]);
  draft.state = { ...draft.state, nameDoubts: draft.state.nameDoubts.with(change) };
}

function taintRelation(draft: Draft, name: ObjectName, doubt: Doubt): void {
  taintName(draft, name, doubt);
  for (const record of recordsOf(draft, name)) add(draft, record, 'all', undefined, doubt);
}

function taintIndex(draft: Draft, name: ObjectName, doubt: Doubt): void {
  taintRelation(draft, name, doubt);
  const tables = recordsOf(draft, name).flatMap(({ index }) => draft.record(index?.table) ?? []);
  const named = name.of === undefined ? [] : recordsOf(draft, { schema: name.schema, name: name.of });
  for (const table of new Set([...tables, ...named])) add(draft, table, 'indexes', name.name, doubt);
}

function taintPart(draft: Draft, { schema, of, name }: ObjectName, part: Part, doubt: Doubt): void {
  if (of === undefined) return;
  for (const record of recordsOf(draft, { schema, name: of })) {
    add(draft, record, part, name, doubt);
    const index = part === 'constraints' ? draft.record(constraintOf(record, name)?.index)?.relation : undefined;
    if (index) taintIndex(draft, { type: 'index', schema: index.schema, of, name: index.name }, doubt);
  }
}

function taintSchema(draft: Draft, schema: string, doubt: Doubt): void {
  draft.setSchema({ name: schema, exists: true, whole: false });
  for (const record of draft.state.records.values()) {
    if (record.relation.schema === schema) add(draft, record, 'all', undefined, doubt);
  }
}

function add(draft: Draft, record: RelationRecord, part: Part, name: string | undefined, doubt: Doubt): void {
  draft.update(record.relation.id, ({ doubts }) => ({ doubts: [...doubts, { part, name, doubt, at: draft.now }] }));
}

/** The relations of a name; without a schema those of every schema. */
function recordsOf(draft: Draft, { schema, name }: Pick<ObjectName, 'schema' | 'name'>): readonly RelationRecord[] {
  const schemas = schema === undefined ? draft.state.schemas.values().map((held) => held.name) : [schema];
  return schemas.flatMap((candidate) => draft.named(candidate, name) ?? []);
}
