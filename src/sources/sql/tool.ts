import type { Direction } from '../../migrations/migration.ts';
import type { Tool } from '../../migrations/tool.ts';
import type { Layout } from './layout.ts';
import type { Look } from './look.ts';
import type { Style } from './style.ts';

/** A tool that applies SQL files: how to know its migrations, how they lie, and what it does with them. */
export interface SqlTool {
  /** Its name in phasewise.toml: "golang-migrate". */
  readonly id: string;
  /** As a person calls it: "golang-migrate". */
  readonly name: string;
  /** Do the migrations in this folder belong to it? The folder holds some. */
  owns(here: Look): boolean;
  readonly layout: Layout;
  readonly style: Style;
  /** Where it writes down what it has applied. */
  readonly ledger: { readonly schema?: string; readonly name: string };
  runs(here: Look): Omit<Tool, 'name'>;
  /** Values of placeholders that its own settings state in plain words. */
  placeholders?(here: Look): Readonly<Record<string, string>>;
  readonly words: Words;
  /** Why files cannot be changed and added without the tool itself, as one full sentence. */
  readonly closed?: string;
  /** There is always room between two versions: 1.1 lies between 1 and 2. */
  readonly dotted?: true;
  /** A file in the folder of a migration that asks for no transaction. */
  readonly besideAlone?: { readonly file: string; readonly text: string };
}

/** How the tool is told what a migration of its own is. */
export interface Words {
  /** "in a migration folder of its own". */
  readonly own: string;
  /** How to have one run outside a transaction: "in a migration folder of its own, with nothing else in it". */
  readonly alone: string;
  /** The lines above a script that runs in a transaction. */
  inside?(direction: Direction): readonly string[];
  /** The lines above one that runs outside of any. */
  outside?(direction: Direction): readonly string[];
  /** What must stand around a statement with semicolons in it, for tools that part files at line ends. */
  readonly around?: readonly [string, string];
  /** Outside a transaction a migration may hold one statement alone: the text goes out as one string. */
  readonly oneByOne?: boolean;
}
