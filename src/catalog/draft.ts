import type { ObjectName } from '../sql/name.ts';
import { HISTORY_INCOMPLETE } from './doubt.ts';
import type { Doubt } from './doubt.ts';
import type { Birth, Relation } from './object.ts';
import type { RelationRecord, TypeRecord } from './record.ts';
import type { SchemaRecord, State, Routine } from './state.ts';
import { findRelation, keyOf, TEMPORARY } from './state.ts';

/** What a new relation begins with. */
export type NewRelation = Pick<Relation, 'schema' | 'name' | 'type'> & Partial<RelationRecord> & { readonly persistence?: Relation['persistence'] };

/** Born before anybody looked. */
export const BEFORE: Birth = { script: 'before', transaction: undefined, statement: 0 };

/**
 * The next state of a catalog while one statement is folded over it. The state it began with, and one that `kept` has
 * given, stay as they are; others are written over.
 */
export class Draft {
  state: State;
  readonly by: Birth;
  readonly searchPath: readonly string[];
  #now: number;
  #writer = {};

  constructor(state: State, by: Birth, searchPath: readonly string[]) {
    this.state = state;
    this.by = by;
    this.searchPath = searchPath;
    this.#now = state.clock;
  }

  get now(): number {
    return this.#now;
  }

  tick(): void {
    this.#now++;
  }

  /** What stands now, to be looked at whatever is written later. */
  kept(): State {
    this.#writer = {};
    if (this.state.clock !== this.#now) this.state = { ...this.state, clock: this.#now };
    return this.state;
  }

  record(id: string | undefined): RelationRecord | undefined {
    return id === undefined ? undefined : this.state.records.get(id);
  }

  put(record: RelationRecord): RelationRecord {
    this.#setRecord(record.relation.id, record);
    return record;
  }

  #setRecord(id: string, record: RelationRecord | undefined): void {
    const records = this.state.records.set(id, record, this.#writer);
    if (records !== this.state.records) this.state = { ...this.state, records };
  }

  /** Changes a record as it now stands; nothing where it is gone. */
  update(id: string, change: (record: RelationRecord) => Partial<RelationRecord>): void {
    const record = this.record(id);
    if (record) this.put({ ...record, ...change(record) });
  }

  find(name: Pick<ObjectName, 'schema' | 'name'>): RelationRecord | undefined {
    const found = findRelation(this.state, name, this.searchPath);
    return found.kind === 'found' ? found.it : undefined;
  }

  /** The relation of exactly this schema. */
  named(schema: string, name: string): RelationRecord | undefined {
    return this.record(this.state.names.get(keyOf(schema, name))?.id);
  }

  /** A relation that the statement needs: where the history cannot know it, it exists from now on, and the rest is doubt. */
  touch(name: Pick<ObjectName, 'schema' | 'name'>, type: Relation['type'] = 'table'): RelationRecord | undefined {
    const found = findRelation(this.state, name, this.searchPath);
    if (found.kind === 'found') return found.it;
    return found.kind === 'absent' ? undefined : this.#met(this.schemaFor(name), name.name, type, found.doubt);
  }

  #met(schema: string, name: string, type: Relation['type'], doubt: Doubt): RelationRecord {
    const met = this.create({ schema, name, type, at: -1, partial: true, doubts: [{ part: 'all', doubt, at: this.now }] });
    return this.put({ ...met, relation: { ...met.relation, born: BEFORE } });
  }

  create({ schema, name, type, persistence = 'permanent', ...rest }: NewRelation): RelationRecord {
    const relation: Relation = {
      id: `${schema}.${name}~${this.now}`, schema, name, type, born: this.by, persistence: schema === TEMPORARY ? 'temporary' : persistence,
    };
    if (schema === TEMPORARY) this.state = { ...this.state, temporary: true };
    this.knowSchema(schema);
    this.setName(schema, name, relation.id);
    return this.put({
      relation, at: this.now, partial: false, columns: [], constraints: [], indexes: [], referencing: [], children: [], parents: [],
      attached: [], views: [], sequences: [], reads: [], uses: {}, doubts: [], gone: [], ...rest,
    });
  }

  /** The schema in which an unqualified name is created. */
  schemaFor({ schema }: Pick<ObjectName, 'schema'>): string {
    return schema ?? this.searchPath[0] ?? 'public';
  }

  setName(schema: string, name: string, id: string | undefined): void {
    this.speakOf(schema);
    const names = this.state.names.set(keyOf(schema, name), { id, at: this.now }, this.#writer);
    if (names !== this.state.names) this.state = { ...this.state, names };
  }

  speakOf(schema: string): void {
    if (schema === TEMPORARY && !this.state.spokeOfTemporary) this.state = { ...this.state, spokeOfTemporary: true };
  }

  forget(record: RelationRecord): void {
    this.setName(record.relation.schema, record.relation.name, undefined);
    this.#setRecord(record.relation.id, undefined);
  }

  isConstraint(schema: string, name: string): boolean {
    return this.state.constraintNames.get(keyOf(schema, name)) !== undefined;
  }

  /** Registers (or with `taken` false gives back) a constraint's name in its schema. */
  nameConstraint(schema: string, name: string, table: string, taken: boolean): void {
    const key = keyOf(schema, name);
    const others = (this.state.constraintNames.get(key) ?? []).filter((id) => id !== table);
    const ids = taken ? [...others, table] : others;
    const constraintNames = this.state.constraintNames.set(key, ids.length > 0 ? ids : undefined, this.#writer);
    if (constraintNames !== this.state.constraintNames) this.state = { ...this.state, constraintNames };
  }

  setType(schema: string, name: string, type: TypeRecord['type']): void {
    this.speakOf(schema);
    this.state = { ...this.state, types: this.state.types.set(keyOf(schema, name), { type, at: this.now }, this.#writer) };
  }

  routines(name: string): readonly Routine[] {
    return this.state.functions.get(name) ?? [];
  }

  setRoutines(name: string, routines: readonly Routine[]): void {
    this.state = { ...this.state, functions: this.state.functions.set(name, routines.length > 0 ? routines : undefined, this.#writer) };
  }

  setSchema(schema: SchemaRecord): void {
    this.state = { ...this.state, schemas: this.state.schemas.set(schema.name, schema, this.#writer) };
  }

  setExtension(name: string, isThere: boolean): void {
    this.state = { ...this.state, extensions: this.state.extensions.set(name, isThere ? name : undefined, this.#writer) };
  }

  knowSchema(name: string): void {
    if (!this.state.schemas.get(name)) this.setSchema({ name, exists: true, whole: this.state.complete });
  }

  /** Doubt for what an operation leaves open although it was read. */
  get incomplete(): Doubt {
    return this.state.anything?.doubt ?? HISTORY_INCOMPLETE;
  }
}
