import type { Span } from '../text/place.ts';

/**
 * The name of an object as the writer gave it, folded as PostgreSQL folds it. Without `schema` the search_path
 * decides. `of`: the relation that a column, constraint, trigger, policy or rule belongs to, the type of an enum's label.
 * A default has the name of its column.
 */
export interface ObjectName {
  readonly type: 'relation' | 'column' | 'default' | 'constraint' | 'index' | 'type' | 'enum label' | 'function' | 'trigger' | 'policy' | 'rule' | 'statistics' | 'publication' | 'schema';
  readonly schema?: string;
  readonly name: string;
  readonly of?: string;
}

/** A name with its place in the statement. `only`: what stands below the relation is not meant. */
export interface Named extends ObjectName { readonly span: Span; readonly only?: true }
