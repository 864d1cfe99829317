import { onTestFinished } from 'vitest';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';

const HEAD = 'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n';

/** A project of Alembic without revisions, of which nothing needs an approval. */
export const EMPTY = { 'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '', 'phasewise.toml': '[run]\nrequire-approval = "none"\n' };

/** The file of a revision whose upgrade() is this body. */
export function revision(id: string, after: string, body: string): Readonly<Record<string, string>> {
  return { [`migrations/versions/${id}.py`]: `${HEAD}revision = '${id}'\ndown_revision = ${after}\n\ndef upgrade():\n${body.replace(/^(?=.)/gm, '    ')}\n\ndef downgrade():\n    pass\n` };
}

/** Dropped when the test has ended. */
export async function database(): Promise<TestDatabase> {
  const made = await (await runningServer(18)).database();
  onTestFinished(() => made.drop());
  return made;
}

/** The lines of statements, without locks and times. */
export function linesOf(out: string): readonly string[] {
  return out.split('\n').filter((line) => /^ {2}[✓–]/.test(line)).map((line) => line.replace(/ {2,}(?:ACCESS|SHARE|held|took|passed over, its condition does not hold here$).*$/, ''));
}
