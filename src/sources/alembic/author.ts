import type { Author, AuthoredPhase } from '../../migrations/author.ts';

/** Says cures in Alembic's Python. */
export const alembicAuthor: Author = {
  language: 'python',
  show(): readonly AuthoredPhase[] {
    return [];
  },
};
