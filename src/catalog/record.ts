import type { IndexKey, Expression, Partitioning } from '../operations/operation.ts';
import type { SequenceOptions } from '../operations/kinds/sequence.ts';
import type { Doubt } from './doubt.ts';
import type { Attached, Column, Constraint, PartitionOf, Relation, UserType } from './object.ts';

/**
 * What the catalog holds of its objects. Every fact says `at` which tick of the catalog's clock it was established, and
 * every doubt at which it arose: a fact is in doubt if a doubt that covers it is younger.
 */

export interface ColumnRecord {
  readonly column: Column;
  readonly at: number;
  /** It is here because a parent has it. */
  readonly inherited: boolean;
  /** The history never said what the column is, only what became of it. */
  readonly unsure?: { readonly type?: Doubt; readonly notNull?: Doubt; readonly rest?: Doubt };
}

export interface ConstraintRecord {
  readonly constraint: Constraint;
  readonly at: number;
  readonly inherited: boolean;
  /** Id of the unique index by which a foreign key finds its rows; it goes with that index. */
  readonly restsOn?: string;
}

/** The parts of a relation that a doubt may be limited to. */
export type Part = 'all' | 'columns' | 'constraints' | 'indexes' | 'attached';

export interface PartDoubt { readonly part: Part; readonly name?: string; readonly doubt: Doubt; readonly at: number }

/** A column or constraint that is known to be gone, where the rest of its list is in doubt. */
export interface Gone { readonly part: Part; readonly name: string; readonly at: number }

export interface IndexFacts {
  readonly table: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly where?: Expression;
  readonly nullsNotDistinct?: true;
  readonly valid: boolean;
  /** Id of the partitioned index that it is a part of. */
  readonly parent?: string;
}

/** Lists of ids are links to other records; both ends are kept. */
export interface RelationRecord {
  readonly relation: Relation;
  /** When its lists were complete; -1 where the history met it half-way. */
  readonly at: number;
  /** The history never created it. */
  readonly partial: boolean;
  readonly columns: readonly ColumnRecord[];
  readonly constraints: readonly ConstraintRecord[];
  readonly indexes: readonly string[];
  /** Tables with foreign keys to it. */
  readonly referencing: readonly string[];
  readonly children: readonly string[];
  readonly parents: readonly string[];
  readonly partitionOf?: PartitionOf;
  readonly partitioning?: Partitioning;
  /** The composite type that it is of. */
  readonly of?: Pick<UserType, 'schema' | 'name'>;
  /** Triggers, policies, rules, statistics, publications. */
  readonly attached: readonly Attached[];
  /** Views that read it. */
  readonly views: readonly string[];
  /** Sequences that its columns own. */
  readonly sequences: readonly string[];
  readonly index?: IndexFacts;
  /** What a view reads. */
  readonly reads: readonly string[];
  /** The columns that its query uses, by the ids of what it reads. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
  /** What a view is defined by, as written behind AS. */
  readonly query?: string;
  /** Of a sequence. */
  readonly options?: SequenceOptions;
  readonly ownedBy?: { readonly table: string; readonly column: string };
  readonly doubts: readonly PartDoubt[];
  readonly gone: readonly Gone[];
}

/** What a name stands for; without `id` it is known to stand for nothing. */
export interface NameRecord { readonly id?: string; readonly at: number }

export interface TypeRecord { readonly type?: UserType; readonly at: number }

export interface DoubtRecord { readonly doubt: Doubt; readonly at: number }
