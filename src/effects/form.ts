import type { Kind, OperationOf } from '../operations/operation.ts';
import type { Major, Role, Wait } from './effect.ts';
import type { ModeByMajor } from './lock-modes.ts';
import { modeOn } from './lock-modes.ts';
import type { Moment } from './moment.ts';
import type { Concerned, Part } from './part.ts';

/** What PostgreSQL does for one form of a statement, as far as it is the same for all tables. */
export interface Form {
  /** The lock on the relation that the operation names. */
  readonly lock: ModeByMajor;
  /** The part that this relation plays; 'table' where it is left out. */
  readonly role?: Role;
  /** False: what makes it lock the relation may not be there. */
  readonly certain?: boolean;
  /** What is locked below a partitioned table or an inheritance parent: nothing, its partitions, its children as well. */
  readonly below?: 'partitions' | 'descendants';
  /** Locks on other relations, by the part they play. Which relations these are is for `decides` to say. */
  readonly others?: { readonly [R in Role]?: ModeByMajor };
  readonly transaction?: 'refused' | 'required';
  readonly since?: Major;
  /** On the relation that the operation names, in this order. */
  readonly waits?: readonly Wait['for'][];
}

/** A kind of operation. `concurrently`, `full` and what `as` gives replace what they differ in. */
export interface Fact<K extends Kind> extends Form {
  readonly concurrently?: Partial<Form>;
  readonly full?: Partial<Form>;
  /** Which row of another table of facts the operation is. */
  readonly as?: (operation: OperationOf<K>, moment: Moment) => Partial<Form>;
  /** Where data ends: other relations, work, failures. */
  readonly decides?: (operation: OperationOf<K>, here: Here) => readonly Part[];
}

/** What a decision may look at: the moment, and the form that was asked for. */
export interface Here extends Moment { readonly form: Form }

/** Locks on other relations, in the modes that the form has for the parts they play. */
export function lockAll(here: Here, all: readonly (Concerned | undefined)[]): readonly Part[] {
  return all.flatMap((one) => {
    if (!one) return [];
    const mode = modeOn(here.form.others?.[one.role] ?? 'none', here);
    return mode === 'none' ? [] : [{ kind: 'lock', ...one, mode }];
  });
}
