import type { Reported } from '../rule/finding.ts';
import { asTyped } from '../migrations/as-typed.ts';
import { inFile } from '../migrations/in-file.ts';
import type { StatementAt } from '../migrations/migration.ts';
import type { TextEdit } from '../text/place.ts';
import type { Project } from './project.ts';
import { scriptOf } from './project.ts';

/** A cure as edits of the writer's own text. */
export interface CureEdits {
  readonly path: string;
  /** In the file. */
  readonly edits: readonly TextEdit[];
  readonly at: StatementAt;
  /** In the text of the statement. */
  readonly inStatement: readonly TextEdit[];
  /** The statement as it then reads. */
  readonly becomes: string;
}

/**
 * Only where the cure is provably the same migration and changes a statement that stands in the file letter by letter.
 * Whether the file is then clean is for the caller to judge.
 */
export function cureEditsOf({ cure, at }: Pick<Reported, 'cure' | 'at'>, project: Pick<Project, 'migrations'>): CureEdits | undefined {
  if (cure.kind !== 'phases' || !cure.same) return undefined;
  const [part, ...others] = cure.phases.flatMap(({ parts }) => parts);
  if (part?.kind !== 'change' || others.length > 0 || part.at.script !== at.script || part.at.index !== at.index) return undefined;

  const statement = scriptOf(project, part.at.script)?.steps[part.at.index];
  if (statement?.kind !== 'statement') return undefined;
  const edits = inFile(part.edits, statement);
  return edits && { ...edits, at: part.at, inStatement: part.edits, becomes: asTyped(statement, part.edits) };
}
