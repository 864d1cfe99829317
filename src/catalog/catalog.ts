import type { Condition, ConstraintsLike } from '../migrations/condition.ts';
import type { SequenceOptions } from '../operations/kinds/sequence.ts';
import type { Operation } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Session } from '../session/session.ts';
import type { Doubt, Known } from './doubt.ts';
import type { Routine } from './state.ts';
import type { Attached, Birth, Column, Constraint, Index, OwnedSequence, Partitioning, PartitionOf, Relation, UserType, View } from './object.ts';

/**
 * What exists at one moment of a history. Immutable: `after` gives the next one and shares what did not change. Free of
 * PostgreSQL's majors. What the history does not tell is doubt, never absence.
 */
export interface Catalog {
  /** Chain hash: the key of the catalog before and of what was folded over it. */
  readonly key: string;
  readonly from: 'replay' | 'snapshot' | 'server';

  /** By name, through the session's search_path. */
  relation(name: ObjectName, session: Session): Known<Relation | undefined>;
  byId(id: string): Relation | undefined;
  columns(relation: Relation): Known<readonly Column[]>;
  column(relation: Relation, name: string): Known<Column | undefined>;
  /** Known sooner than the whole column: SET NOT NULL on a column that the history never made says so much. */
  notNull(relation: Relation, name: string): Known<Column['notNull'] | undefined>;
  constraints(relation: Relation): Known<readonly Constraint[]>;
  constraint(relation: Relation, name: string): Known<Constraint | undefined>;
  constraintsLike(like: ConstraintsLike, session: Session): Known<readonly Constraint[]>;
  indexes(relation: Relation): Known<readonly Index[]>;
  index(name: ObjectName, session: Session): Known<Index | undefined>;
  /** The table or materialized view that an index is on. */
  indexed(index: Relation): Relation | undefined;
  /** Foreign keys of other tables (or itself) that reference the relation. */
  referencedBy(relation: Relation): Known<readonly Constraint[]>;
  partitions(relation: Relation): Known<readonly Relation[]>;
  partitionOf(relation: Relation): PartitionOf | undefined;
  /** What a partitioned table is partitioned by, where the history made it. */
  partitioning(relation: Relation): Partitioning | undefined;
  inheritors(relation: Relation): Known<readonly Relation[]>;
  /** Triggers, policies, rules, statistics and publications of a table. */
  attachedTo(relation: Relation): Known<readonly Attached[]>;
  /** The sequences that columns of a table own. */
  sequencesOf(relation: Relation): Known<readonly OwnedSequence[]>;
  /** What a view reads, not what lies behind that. */
  readBy(view: Relation): Known<readonly Relation[]>;
  viewsOn(relation: Relation): Known<readonly View[]>;
  userType(name: Pick<ObjectName, 'schema' | 'name'>, session: Session): Known<UserType | undefined>;
  /** The tables that are of a composite type (CREATE TABLE … OF). */
  tablesOf(type: UserType): readonly Relation[];
  /** The last function or procedure of that name that the history made; undefined: none that it knows of. */
  routine(name: string): Routine | undefined;
  /** All of that name, which differ in their arguments. */
  routines(name: string): readonly Routine[];
  /** All that the history made and has not dropped. */
  allRoutines(): readonly Routine[];
  /** All relations that are known to exist, for comparisons and snapshots. */
  relations(): readonly Relation[];
  userTypes(): readonly UserType[];
  /**
   * Of these relations and types those that another catalog does not have just so, and those that have such a relation's
   * name in them. Quick where one history led to both.
   */
  notSharedWith(other: Catalog): Held;
  /** Those that are known to exist. */
  schemas(): readonly string[];
  extensions(): readonly string[];
  /** What a view is defined by, where the history has it. */
  queryOf(view: Relation): string | undefined;
  /** Of a sequence that nobody's column numbers; undefined where the history has not made it. */
  optionsOf(sequence: Relation): SequenceOptions | undefined;
  /** The column that owns a sequence. */
  ownerOf(sequence: Relation): { readonly table: string; readonly column: string } | undefined;
  /** The relations that it inherits from, or is a partition of. */
  parentsOf(relation: Relation): readonly Relation[];
  /** Columns and constraints that it has from a parent alone. */
  inheritedIn(relation: Relation): ReadonlySet<string>;
  /** The partitioned index that an index is a part of. */
  partOf(index: Relation): string | undefined;

  holds(condition: Condition, session: Session): Known<boolean>;
  /** One statement, in the order of PostgreSQL's passes. `session` is the one before the statement. */
  after(operations: readonly Operation[], by: Birth, session: Session): Catalog;
  doubting(doubt: Doubt): Catalog;
  /** The connection ends, and temporary objects with it. */
  disconnected(): Catalog;
}

/** What is known to exist. */
export interface Held { readonly relations: readonly Relation[]; readonly types: readonly UserType[] }
