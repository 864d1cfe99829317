import { asTyped } from '../migrations/as-typed.ts';
import type { Statement } from '../migrations/migration.ts';
import type { Project } from '../project/project.ts';
import { scriptOf } from '../project/project.ts';
import type { Reported } from '../rule/finding.ts';
import { asWritten } from '../sql/stand-in.ts';
import type { TextEdit } from '../text/place.ts';
import { beginning } from './cure-words.ts';
import type { Suggestion } from './notice.ts';

/**
 * The cure as edits of the writer's own text: only where it is provably the same migration and changes a statement that
 * stands in the file letter by letter. Whether the file is then clean is for the caller to judge.
 */
export function suggestionOf({ cure, at }: Reported, path: string, project: Project): Suggestion | undefined {
  if (cure.kind === 'none' || !cure.same) return undefined;
  const [part, ...others] = cure.phases.flatMap(({ parts }) => parts);
  if (part?.kind !== 'change' || others.length > 0 || part.at.script !== at.script || part.at.index !== at.index) return undefined;

  const statement = scriptOf(project, at.script)?.steps[at.index];
  if (statement?.kind !== 'statement' || statement.origin !== 'written') return undefined;
  const edits = inFile(part.edits, statement, path);
  return edits && { description: `Write \`${beginning(asTyped(statement, part.edits))}\`.`, edits };
}

function inFile(edits: readonly TextEdit[], { sql }: Statement, path: string): readonly TextEdit[] | undefined {
  const [piece, ...others] = sql.pieces;
  if (!piece?.exact || others.length > 0 || piece.from.path !== path) return undefined;
  const by = piece.from.span.start - piece.span.start;
  return edits.map(({ span, text }) => ({ span: { start: span.start + by, end: span.end + by }, text: asWritten(text) }));
}
