import type { Place } from '../text/place.ts';
import type { World } from '../text/world.ts';
import type { Author } from './author.ts';
import type { Comment } from './comment.ts';
import type { Migration } from './migration.ts';
import type { Problem } from './problem.ts';
import type { Tool } from './tool.ts';

/** A project of one source: where it begins and what its own configuration says. */
export interface Found {
  /** The folder in which the project begins, absolute. */
  readonly root: string;
  /** The folders whose files are migrations, absolute. */
  readonly folders: readonly string[];
  /** A database address that the project's own configuration names literally, and where: "alembic.ini, sqlalchemy.url". */
  readonly address?: { readonly url: string; readonly from: string };
  /** Values of placeholders that the project or its tool states, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** The table that holds the applied revisions. */
  readonly versionTable: VersionTableName;
  /** The version of the source's own tool, where the configuration names one. */
  readonly toolVersion?: string;
  readonly given?: Given;
  /** Whose migrations these are, where a source reads those of several tools; undefined: nobody's marks are on them. */
  readonly tool?: ForeignTool;
  /** What its own configuration decides in code, and where, by the key that says it instead: "alembic.version-table". */
  readonly computed?: readonly { readonly what: string; readonly key: string; readonly place: Place }[];
  /** Whether each migration has a transaction of its own, where a person says so. */
  readonly transactionPerMigration?: boolean;
  /** The configuration that a person chose; undefined: the one that the tool takes by itself. */
  readonly configuration?: { readonly path: string; readonly section: string };
  /** Why they are not for PostgreSQL, as a clause: "migration_lock.toml names mysql". Nothing of them is read. */
  readonly notForPostgres?: string;
}

/** What a person says of names that the code itself does not tell, by the whole name as it is imported: what constants hold, the SQL of types. */
export interface Given {
  readonly constants: Readonly<Record<string, string | number | boolean>>;
  readonly types: Readonly<Record<string, string>>;
}

/** `keyless`: it is made without a primary key. */
export interface VersionTableName { readonly schema?: string; readonly name: string; readonly keyless?: true }

/** A tool that keeps a list of its own of what it has applied. */
export interface ForeignTool {
  /** Its name in phasewise.toml: "golang-migrate". */
  readonly id: string;
  readonly name: string;
  readonly ledger: { readonly schema?: string; readonly name: string };
}

/** `-c` and `-n` of Alembic: a file, absolute, and a section of it; without a file, the one in the folder. */
export interface Choice { readonly path: string | undefined; readonly section: string | undefined; readonly folder: string }

export interface SourceReading {
  readonly migrations: readonly Migration[];
  readonly problems: readonly Problem[];
}

/** Where migrations come from: a format, its own tool, and the language in which its cures are said. */
export interface Source {
  /** As a person calls it: "Alembic", "plain SQL". */
  readonly name: string;
  /** Does a project of this source begin in exactly this folder? Throws `SourceError` where its configuration is broken. */
  detect(folder: string, world: World): Found | undefined;
  /** The project of a configuration that a person chose; only for sources whose tool has such a choice. Throws `SourceError`. */
  chosen?(choice: Choice, world: World): Found | undefined;
  /** A project that begins with its first migration in this folder; only for sources that need nothing else. */
  begun?(root: string, folder: string): Found;
  /** How its own tool is called for the project: the folder, and the words before what it is to do. Only for sources whose tool can run a single script. */
  call?(found: Found, world: World): { readonly folder: string; readonly words: readonly string[] };
  /** What its tool leaves alone where it compares a database with a model, as far as its configuration says so in plain words. */
  leavesAlone?(found: Found, world: World): LeftAlone;
  read(found: Found, world: World): SourceReading;
  /** The tool that applies these migrations when Phasewise does not. */
  tool(found: Found, world: World): Tool;
  /** The tools whose migrations it reads, as phasewise.toml names them: "alembic", "flyway". */
  readonly tools: readonly string[];
  /** The same project, said to be one of these tools'. */
  as(found: Found, tool: string): Found;
  /** The comments of a file of the source, in their order; never throws. */
  comments(text: string): readonly Comment[];
  readonly author: Author;
}

/** `types`: those of columns. */
export interface LeftAlone { table(name: string): boolean; readonly types: boolean }

/** A project's own configuration that cannot be used. `message` names the file and the way out. */
export class SourceError extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.name = 'SourceError';
    this.path = path;
  }
}
