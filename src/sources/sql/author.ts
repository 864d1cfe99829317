import type { Author } from '../../migrations/author.ts';

export const sqlAuthor: Author = { language: 'sql', show: () => [] };
