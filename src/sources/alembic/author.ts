import type { Author, AuthoredPhase, Writing } from '../../migrations/author.ts';
import type { Phase } from '../../migrations/cure.ts';
import { indented } from './author/as-execute.ts';
import { codeOf } from './author/code.ts';
import { writeAlembic } from './author/write.ts';
import { draftRevision } from './draft/draft.ts';

const ALONE = 'in a revision of its own, with transaction_per_migration=True in env.py (or applied by phasewise)';

/** Says cures in Alembic's Python, as the body of an upgrade(). */
export const alembicAuthor: Author = {
  language: 'python',
  write: writeAlembic,
  draft: draftRevision,
  show({ phases }, writing) {
    return phases.map((phase) => authored(phase, phases.length, writing));
  },
};

function authored(phase: Phase, of: number, writing: Writing): AuthoredPhase {
  const outside = phase.transaction === 'none' || phase.parts.some(({ kind }) => kind === 'backfill');
  const code = codeOf(phase.parts, writing).join('\n');
  return {
    phase: phase.phase,
    where: outside || of > 1 ? ALONE : '',
    code: outside ? `with op.get_context().autocommit_block():\n${indented(code, 4)}` : code,
  };
}
