import type { TextEdit } from '../text/place.ts';
import type { Part } from './cure.ts';
import type { Migration, Script } from './migration.ts';

/** A script told anew: as one migration in its own file, or as several of which the first keeps it. */
export interface Division {
  readonly migration: Migration;
  /** The upgrade; the downgrade only where it stays one piece. */
  readonly script: Script;
  readonly pieces: readonly Piece[];
}

/** What one of these migrations does. */
export interface Piece {
  readonly transaction: 'own' | 'none';
  readonly parts: readonly Part[];
  /** What takes it back; undefined: the first piece keeps its downgrade as it is, others have none. */
  readonly undo?: readonly Part[];
  /** In a few words, for the name of its file: "validate orders_buyer_fkey". */
  readonly about: string;
  /** It begins with statements of ours that read every row: not in a transaction that holds locks from before. */
  readonly proves?: true;
}

/** What is done to the files of a project. Paths are absolute. */
export type FileChange =
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** Why a change cannot be written: one full sentence. */
export interface CannotWrite { readonly cannot: string }
