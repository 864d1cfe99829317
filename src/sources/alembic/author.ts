import type { Author, AuthoredPhase, Writing } from '../../migrations/author.ts';
import type { Phase } from '../../migrations/cure.ts';
import { asExecute, inAutocommit } from './author/as-execute.ts';
import { codeOf } from './author/code.ts';
import { writeAlembic } from './author/write.ts';
import { draftRevision } from './draft/draft.ts';

const ALONE = 'in a revision of its own, with transaction_per_migration=True in env.py (or applied by phasewise)';

/** Says cures in Alembic's Python, as the body of an upgrade(). */
export const alembicAuthor: Author = {
  language: 'python',
  write: writeAlembic,
  draft: draftRevision,
  body({ transaction, statements, remarks = [] }) {
    const code = statements.map(asExecute).join('\n');
    const said = remarks.map((remark) => `# ${remark}`);
    if (statements.length === 0) return said.length > 0 ? [...said, 'pass'].join('\n') : '';
    return [...said, transaction === 'none' ? inAutocommit(code) : code].join('\n');
  },
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
    code: outside ? inAutocommit(code) : code,
  };
}
