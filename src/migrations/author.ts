import type { World } from '../text/world.ts';
import type { Cure, Phase } from './cure.ts';
import type { CannotWrite, Division, FileChange } from './division.ts';
import type { Code, Draft, Drafted, ScriptBody, Site } from './draft.ts';
import type { Migration, Statement, StatementAt } from './migration.ts';
import type { Found } from './source.ts';
import type { Tool } from './tool.ts';

/** What an author may look at: the statements that a cure speaks of and the files they were written in. */
export interface Writing {
  statement(at: StatementAt): Statement;
  textOf(path: string): string;
  /** Who will apply it. */
  readonly tool: Tool;
}

/** One phase in the writer's language: complete code, ready to paste. */
export interface AuthoredPhase {
  readonly phase: Phase['phase'];
  /** Where the code belongs: "in a revision of its own, with transaction_per_migration=True in env.py". Empty if nothing need be said. */
  readonly where: string;
  readonly code: string;
}

/** What an author may look at who changes files: the project around them, too. */
export interface Filing extends Writing {
  readonly found: Found;
  readonly world: World;
  /** In the order in which they are applied. */
  readonly migrations: readonly Migration[];
}

/** Says cures in the language of its source: SQL, or Alembic's Python. */
export interface Author {
  readonly language: 'sql' | 'python';
  show(cure: Extract<Cure, { kind: 'phases' }>, writing: Writing): readonly AuthoredPhase[];
  /** The files that tell a script as it is divided, in the writer's own words, names and numbers. */
  write(division: Division, filing: Filing): readonly FileChange[] | CannotWrite;
  /** A new migration, as its tool would begin it. */
  draft(draft: Draft, site: Site): Drafted | CannotWrite;
  /** Statements as the code of a draft. */
  body(script: ScriptBody, tool: Tool): Code;
}
