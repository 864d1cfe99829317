import type { Condition, ConstraintsLike } from '../migrations/condition.ts';
import type { SequenceOptions } from '../operations/kinds/sequence.ts';
import type { Operation } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';
import type { ObjectName } from '../sql/name.ts';
import { hashOf } from '../text/hash.ts';
import type { Catalog, Held } from './catalog.ts';
import { columnOf } from './columns.ts';
import { constraintOf } from './held-constraint.ts';
import { decide, since } from './decide.ts';
import type { Doubt, Known } from './doubt.ts';
import { HISTORY_INCOMPLETE, known } from './doubt.ts';
import { BEFORE, Draft } from './draft.ts';
import { dropRelation } from './drop.ts';
import { changesCatalog, fold } from './fold.ts';
import { constraintsLike } from './constraints-like.ts';
import type { Attached, Birth, Column, Constraint, Index, OwnedSequence, Partitioning, PartitionOf, Relation, UserType, View } from './object.ts';
import type { Part, RelationRecord } from './record.ts';
import { setDoubt } from './set-doubt.ts';
import type { Found, Routine, State } from './state.ts';
import { doubtAboutPart, emptyState, findRelation } from './state.ts';
import { findType } from './types.ts';
import { runsCode, unfold } from './unfold.ts';

/**
 * The catalog before a history. `complete`: the history begins with an empty database; else what it never made may
 * exist all the same.
 */
export function emptyCatalog({ complete = false }: { readonly complete?: boolean } = {}): Catalog {
  return new ReplayedCatalog(emptyState(complete), hashOf(`empty ${complete}`), 'replay');
}

/** The catalog that holds all of a state. */
export function catalogOf(state: State, key: string, from: Catalog['from']): Catalog {
  return new ReplayedCatalog(state, key, from);
}

/** What a key is made of, hashed when somebody asks: the catalog before, and what was folded over it. */
interface Origin { readonly before: ReplayedCatalog; readonly folded: () => string }

/** A catalog that was folded over statements. */
class ReplayedCatalog implements Catalog {
  readonly from: Catalog['from'];
  readonly #state: State;
  #origin: string | Origin;
  /** All rules ask about the same table, one after the other. */
  #asked: { readonly name: ObjectName; readonly searchPath: readonly string[]; readonly answer: Known<Relation | undefined> } | undefined;

  constructor(state: State, origin: string | Origin, from: Catalog['from']) {
    this.#state = state;
    this.#origin = origin;
    this.from = from;
  }

  get key(): string {
    const open: { readonly catalog: ReplayedCatalog; readonly folded: () => string }[] = [];
    let first: ReplayedCatalog = this;
    let key = first.#origin;
    while (typeof key !== 'string') {
      open.push({ catalog: first, folded: key.folded });
      first = key.before;
      key = first.#origin;
    }
    for (const { catalog, folded } of open.reverse()) catalog.#origin = key = hashOf(`${key}\n${folded()}`);
    return key;
  }

  relation(name: ObjectName, session: Session): Known<Relation | undefined> {
    const { searchPath } = session;
    if (this.#asked?.name === name && this.#asked.searchPath === searchPath) return this.#asked.answer;
    const answer = answered(findRelation(this.#state, name, searchPath), ({ relation }) => relation);
    this.#asked = { name, searchPath, answer };
    return answer;
  }

  byId(id: string): Relation | undefined {
    return this.#state.records.get(id)?.relation;
  }

  columns(relation: Relation): Known<readonly Column[]> {
    const record = this.#record(relation);
    const columns = record?.columns.map(({ column }) => column) ?? [];
    const unsure = record?.columns.map((held) => held.unsure?.type ?? held.unsure?.notNull ?? held.unsure?.rest).find((doubt) => doubt);
    return this.#listed(record, 'columns', columns, unsure);
  }

  column(relation: Relation, name: string): Known<Column | undefined> {
    const record = this.#record(relation);
    const held = record && columnOf(record, name);
    const doubt = this.#doubt(record, 'columns', name) ?? held?.unsure?.type ?? held?.unsure?.notNull ?? held?.unsure?.rest;
    return doubt ? { known: false, doubt, last: held?.column } : known(held?.column);
  }

  notNull(relation: Relation, name: string): Known<Column['notNull'] | undefined> {
    const record = this.#record(relation);
    const held = record && columnOf(record, name);
    const doubt = this.#doubt(record, 'columns', name) ?? held?.unsure?.notNull;
    return doubt ? { known: false, doubt, last: held?.column.notNull } : known(held?.column.notNull);
  }

  constraints(relation: Relation): Known<readonly Constraint[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'constraints', record?.constraints.map(({ constraint }) => constraint) ?? []);
  }

  constraint(relation: Relation, name: string): Known<Constraint | undefined> {
    const record = this.#record(relation);
    const last = record && constraintOf(record, name);
    const doubt = this.#doubt(record, 'constraints', name);
    return doubt ? { known: false, doubt, last } : known(last);
  }

  constraintsLike(like: ConstraintsLike, session: Session): Known<readonly Constraint[]> {
    return constraintsLike(this.#state, like, session.searchPath);
  }

  indexes(relation: Relation): Known<readonly Index[]> {
    const record = this.#record(relation);
    const indexes = record?.indexes.flatMap((id) => indexFrom(this.#state.records.get(id)) ?? []) ?? [];
    return this.#listed(record, 'indexes', indexes);
  }

  index(name: ObjectName, session: Session): Known<Index | undefined> {
    return answered(findRelation(this.#state, name, session.searchPath), indexFrom);
  }

  indexed({ id }: Relation): Relation | undefined {
    const table = this.#state.records.get(id)?.index?.table;
    return table === undefined ? undefined : this.byId(table);
  }

  referencedBy(relation: Relation): Known<readonly Constraint[]> {
    const record = this.#record(relation);
    const keys = this.#all(record?.referencing).flatMap(({ constraints }) => constraints.map(({ constraint }) => constraint));
    return this.#listed(record, 'all', keys.filter(({ references }) => references === relation.id));
  }

  partitions(relation: Relation): Known<readonly Relation[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'all', this.#all(record?.children).filter(({ partitionOf }) => partitionOf).map((child) => child.relation));
  }

  partitionOf(relation: Relation): PartitionOf | undefined {
    return this.#record(relation)?.partitionOf;
  }

  partitioning(relation: Relation): Partitioning | undefined {
    return this.#record(relation)?.partitioning;
  }

  inheritors(relation: Relation): Known<readonly Relation[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'all', this.#all(record?.children).filter(({ partitionOf }) => !partitionOf).map((child) => child.relation));
  }

  attachedTo(relation: Relation): Known<readonly Attached[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'attached', record?.attached ?? []);
  }

  viewsOn(relation: Relation): Known<readonly View[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'all', this.#all(record?.views).map((view) => ({ relation: view.relation, reads: view.reads, columns: view.uses[relation.id] ?? [] })));
  }

  sequencesOf(relation: Relation): Known<readonly OwnedSequence[]> {
    const record = this.#record(relation);
    return this.#listed(record, 'columns', this.#all(record?.sequences).flatMap((sequence) => (sequence.ownedBy ? [{ sequence: sequence.relation, column: sequence.ownedBy.column }] : [])));
  }

  readBy(view: Relation): Known<readonly Relation[]> {
    const record = this.#record(view);
    return this.#listed(record, 'all', this.#all(record?.reads).map((read) => read.relation));
  }

  userType(name: Pick<ObjectName, 'schema' | 'name'>, session: Session): Known<UserType | undefined> {
    return answered(findType(this.#state, name, session.searchPath), (type) => type);
  }

  tablesOf({ schema, name }: UserType): readonly Relation[] {
    return this.#state.records.values().filter(({ of }) => of?.schema === schema && of.name === name).map(({ relation }) => relation);
  }

  routine(name: string): Routine | undefined {
    return this.routines(name).at(-1);
  }

  routines(name: string): readonly Routine[] {
    return this.#state.functions.get(name.slice(name.lastIndexOf('.') + 1)) ?? [];
  }

  allRoutines(): readonly Routine[] {
    return this.#state.functions.values().flat();
  }

  relations(): readonly Relation[] {
    return this.#state.records.values().filter(({ partial }) => !partial).map(({ relation }) => relation);
  }

  userTypes(): readonly UserType[] {
    return this.#state.types.values().flatMap(({ type }) => type ?? []);
  }

  notSharedWith(other: Catalog): Held {
    if (!(#state in other)) return { relations: this.relations(), types: this.userTypes() };
    const states = [this.#state, other.#state];
    const differing = [...this.#state.records.differing(other.#state.records)];
    const ids = new Set([...differing, ...states.flatMap(({ records }) => differing.flatMap((id) => nameIt(records.get(id))))]);
    return {
      relations: this.#all([...ids]).filter(({ partial }) => !partial).map(({ relation }) => relation),
      types: [...this.#state.types.differing(other.#state.types)].flatMap((name) => this.#state.types.get(name)?.type ?? []),
    };
  }

  schemas(): readonly string[] {
    return this.#state.schemas.values().filter(({ exists }) => exists).map(({ name }) => name);
  }

  extensions(): readonly string[] {
    return this.#state.extensions.values();
  }

  queryOf(view: Relation): string | undefined {
    return this.#record(view)?.query;
  }

  optionsOf(sequence: Relation): SequenceOptions | undefined {
    return this.#record(sequence)?.options;
  }

  ownerOf(sequence: Relation): { readonly table: string; readonly column: string } | undefined {
    return this.#record(sequence)?.ownedBy;
  }

  parentsOf(relation: Relation): readonly Relation[] {
    return this.#all(this.#record(relation)?.parents).map((parent) => parent.relation);
  }

  inheritedIn(relation: Relation): ReadonlySet<string> {
    const record = this.#record(relation);
    return new Set([
      ...record?.columns.flatMap(({ column, inherited }) => (inherited ? [`column ${column.name}`] : [])) ?? [],
      ...record?.constraints.flatMap(({ constraint, inherited }) => (inherited ? [`constraint ${constraint.name}`] : [])) ?? [],
    ]);
  }

  partOf(index: Relation): string | undefined {
    return this.#record(index)?.index?.parent;
  }

  holds(condition: Condition, session: Session): Known<boolean> {
    return decide(this.#state, condition, session.searchPath);
  }

  after(operations: readonly Operation[], by: Birth, session: Session): Catalog {
    if (runsCode(operations, this)) return unfold(operations, this, session, by).after;
    if (!operations.some(changesCatalog)) return this;
    const { searchPath } = session;
    const folded = () => [textOf(operations), JSON.stringify(by), searchPath.join('\0')].join('\n');
    return this.#next(folded, by, searchPath, (draft) => fold(draft, operations));
  }

  doubting(doubt: Doubt): Catalog {
    if (doubt.about === 'nothing' || doubt.about === 'rows') return this;
    return this.#next(() => JSON.stringify(doubt), BEFORE, [], (draft) => setDoubt(draft, doubt));
  }

  disconnected(): Catalog {
    if (!this.#state.temporary) return this;
    return this.#next(() => 'disconnected', BEFORE, [], dropTemporary);
  }

  #next(folded: () => string, by: Birth, searchPath: readonly string[], change: (draft: Draft) => void): Catalog {
    const draft = new Draft(this.#state, by, searchPath);
    change(draft);
    return new ReplayedCatalog(draft.kept(), { before: this, folded }, this.from);
  }

  #record({ id }: Relation): RelationRecord | undefined {
    return this.#state.records.get(id);
  }

  #all(ids: readonly string[] = []): readonly RelationRecord[] {
    return ids.flatMap((id) => this.#state.records.get(id) ?? []);
  }

  #doubt(record: RelationRecord | undefined, part: Part, name: string): Doubt | undefined {
    return record ? doubtAboutPart(this.#state, record, part, name, since(record, part, name)) : HISTORY_INCOMPLETE;
  }

  #listed<T>(record: RelationRecord | undefined, part: Part, last: readonly T[], unsure?: Doubt): Known<readonly T[]> {
    const doubt = record ? doubtAboutPart(this.#state, record, part, undefined, record.at) ?? unsure : HISTORY_INCOMPLETE;
    return doubt ? { known: false, doubt, last } : known(last);
  }
}

/** The relations in whose definition a relation is named. */
function nameIt(record: RelationRecord | undefined): readonly string[] {
  if (!record) return [];
  const { index, referencing, children, parents, views, reads } = record;
  return [...(index ? [index.table] : []), ...referencing, ...children, ...parents, ...views, ...reads];
}

function answered<T, A>(found: Found<T>, ask: (it: T) => A | undefined): Known<A | undefined> {
  if (found.kind === 'absent') return known(undefined);
  if (found.kind === 'unknown') return { known: false, doubt: found.doubt };
  return found.doubt ? { known: false, doubt: found.doubt, last: ask(found.it) } : known(ask(found.it));
}

function indexFrom(record: RelationRecord | undefined): Index | undefined {
  if (!record?.index) return undefined;
  const { parent, ...facts } = record.index;
  return { relation: record.relation, ...facts };
}

/** Temporary objects end with their connection. */
function dropTemporary(draft: Draft): void {
  draft.tick();
  for (const { relation } of draft.state.records.values()) {
    const record = relation.persistence === 'temporary' ? draft.record(relation.id) : undefined;
    if (record) dropRelation(draft, record);
  }
  draft.state = { ...draft.state, temporary: false };
}

const texts = new WeakMap<readonly Operation[], string>();

/** Readings are replayed often and never change. */
function textOf(operations: readonly Operation[]): string {
  const held = texts.get(operations) ?? hashOf(JSON.stringify(operations));
  texts.set(operations, held);
  return held;
}
