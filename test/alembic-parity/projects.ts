import { fileURLToPath } from 'node:url';

/** The fixture projects of Alembic. */
export const PROJECTS = ['alembic-todo', 'alembic-unsafe', 'alembic-safe', 'alembic-branched'] as const;

export function projectFolder(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/projects/${name}`, import.meta.url));
}
