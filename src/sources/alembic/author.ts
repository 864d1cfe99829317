import type { Author, AuthoredPhase, Writing } from '../../migrations/author.ts';
import type { Phase } from '../../migrations/cure.ts';
import { inAutocommit } from './author/as-execute.ts';
import { asOperation, importsOf } from './author/as-operation.ts';
import { codeOf } from './author/code.ts';
import { writeAlembic } from './author/write.ts';
import { draftRevision } from './draft/draft.ts';

const ALONE = 'in a revision of its own, with transaction_per_migration=True in env.py (or applied by phasewise)';

/** Says cures in Alembic's Python, as the body of an upgrade(). */
export const alembicAuthor: Author = {
  language: 'python',
  write: writeAlembic,
  draft: draftRevision,
  body({ transaction, statements, remarks = [], enums = {} }) {
    const said = remarks.map((remark) => `# ${remark}`);
    if (statements.length === 0) return { text: said.length > 0 ? [...said, 'pass'].join('\n') : '', imports: [] };
    const code = statements.map((sql) => asOperation(sql, enums)).join('\n');
    return { text: [...said, transaction === 'none' ? inAutocommit(code) : code].join('\n'), imports: importsOf(code) };
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
