import type { Filing } from './author.ts';
import type { FileChange } from './division.ts';
import type { Direction } from './migration.ts';

/** A migration that is to be written into a file of its own. Code is in the language of its source, not indented. */
export interface Draft {
  /** What it does, in the writer's words; undefined: nothing was said. */
  readonly message: string | undefined;
  /** Undefined: as the source numbers or names its migrations. */
  readonly id: string | undefined;
  /** An id for sources that number nothing. */
  readonly random: string;
  readonly parents: readonly string[];
  readonly labels: readonly string[];
  readonly dependsOn: readonly string[];
  /** One of the project's folders, absolute; undefined: where its parents lie. */
  readonly folder: string | undefined;
  readonly at: Date;
  /** Empty: for the writer to fill in. */
  readonly up: string;
  readonly down: string;
  /** Lines that the code needs above itself. */
  readonly imports: readonly string[];
  /** The ways that run outside a transaction; in code that says so itself they are named all the same. */
  readonly outside?: readonly Direction[];
}

/** What a person says of a new migration. */
export type Said = Pick<Draft, 'message' | 'id' | 'parents' | 'labels' | 'dependsOn' | 'folder'>;

/** What it does, in the language of its source. */
export type Body = Pick<Draft, 'up' | 'down' | 'imports' | 'outside'>;

/** The labels of enums, by their names as SQL has them. */
export type Enums = Readonly<Record<string, readonly string[]>>;

/** One way of a migration. `remarks`: what its reader should know, without the marks of a comment; `enums`: those that it may speak of. */
export interface ScriptBody {
  readonly transaction: 'own' | 'none';
  readonly statements: readonly string[];
  readonly remarks?: readonly string[];
  readonly enums?: Enums;
}

/** In the language of a source, not indented; empty where there is nothing to do. `imports`: the lines that it needs above itself. */
export interface Code { readonly text: string; readonly imports: readonly string[] }

/** What an author of a new file may look at. */
export type Site = Pick<Filing, 'found' | 'world' | 'migrations' | 'tool'>;

/** `path`: the file with the upgrade. `notes`: what the writer should know of how it was made, in full sentences. */
export interface Drafted {
  readonly path: string;
  readonly changes: readonly FileChange[];
  readonly notes: readonly string[];
}
