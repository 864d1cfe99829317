import type { Environment } from './group.ts';

const INI = '[alembic]\nscript_location = migrations\n';

/** The env.py that Alembic's template writes, as far as offline mode needs it. */
function environment({ configure = [], before = [] }: Environment): string {
  const dialect = configure.some((keyword) => keyword.startsWith('dialect_opts=')) ? [] : ["dialect_opts={'paramstyle': 'named'}"];
  const keywords = ["url='postgresql://'", 'literal_binds=True', ...dialect, ...configure];
  return ['from alembic import context', 'import sqlalchemy as sa', '', ...before, `context.configure(${keywords.join(', ')})`, 'with context.begin_transaction():', '    context.run_migrations()', ''].join('\n');
}

function revision(id: string, parent: string | undefined, body: string): string {
  return `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '${id}'
down_revision = ${parent === undefined ? 'None' : `'${parent}'`}


def upgrade():
${body.split('\n').map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}


def downgrade():
    pass
`;
}

/** A project of Alembic in which each of these bodies is a revision, one after the other. */
export function projectFiles(bodies: readonly string[], special: Environment = {}): Readonly<Record<string, string>> {
  const idOf = (at: number) => `r${String(at + 1).padStart(3, '0')}`;
  const revisions = bodies.map((body, at) => [`migrations/versions/${idOf(at)}.py`, revision(idOf(at), at === 0 ? undefined : idOf(at - 1), body)] as const);
  return { 'alembic.ini': INI, 'migrations/env.py': environment(special), ...Object.fromEntries(revisions) };
}
