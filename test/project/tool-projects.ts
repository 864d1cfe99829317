/** One history in the files of several tools: each entry is an upgrade, its downgrade and a few words. */
export interface Step { readonly up: readonly string[]; readonly down: readonly string[]; readonly words: string }

export interface ToolProject { readonly tool: string; readonly files: Readonly<Record<string, string>> }

const lines = (statements: readonly string[]) => statements.map((sql) => `${sql};\n`).join('');
const number = (at: number, width: number) => String(at + 1).padStart(width, '0');
const time = (at: number) => `2025${String(at + 1).padStart(2, '0')}01000000`;

function each(steps: readonly Step[], made: (step: Step, at: number) => Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(steps.flatMap((step, at) => Object.entries(made(step, at)).map(([name, text]) => [`/project/${name}`, text])));
}

/** The same history as the migrations of every tool whose files may be written. */
export function inEveryTool(steps: readonly Step[]): readonly ToolProject[] {
  const snake = ({ words }: Step) => words.replaceAll(' ', '_');
  const go = (module: string) => ({ '/project/go.mod': `module shop\nrequire ${module} v1.0.0\n` });
  return [
    { tool: 'plain SQL', files: each(steps, (step, at) => ({ [`migrations/${number(at, 3)}_${snake(step)}.sql`]: lines(step.up) })) },
    { tool: 'dbmate', files: each(steps, (step, at) => ({ [`db/migrations/${time(at)}_${snake(step)}.sql`]: `-- migrate:up\n${lines(step.up)}\n-- migrate:down\n${lines(step.down)}` })) },
    { tool: 'goose', files: each(steps, (step, at) => ({ [`migrations/${number(at, 5)}_${snake(step)}.sql`]: `-- +goose Up\n${lines(step.up)}\n-- +goose Down\n${lines(step.down)}` })) },
    { tool: 'sql-migrate', files: each(steps, (step, at) => ({ [`migrations/${time(at)}-${step.words.replaceAll(' ', '-')}.sql`]: `-- +migrate Up\n${lines(step.up)}\n-- +migrate Down\n${lines(step.down)}` })) },
    { tool: 'tern', files: { ...each(steps, (step, at) => ({ [`migrations/${number(at, 3)}_${snake(step)}.sql`]: `${lines(step.up)}\n---- create above / drop below ----\n\n${lines(step.down)}` })), '/project/migrations/tern.conf': '[database]\n' } },
    { tool: 'golang-migrate', files: { ...each(steps, (step, at) => ({ [`migrations/${number(at, 6)}_${snake(step)}.up.sql`]: lines(step.up), [`migrations/${number(at, 6)}_${snake(step)}.down.sql`]: lines(step.down) })), ...go('github.com/golang-migrate/migrate/v4') } },
    { tool: 'SQLx', files: { ...each(steps, (step, at) => ({ [`migrations/${time(at)}_${snake(step)}.up.sql`]: lines(step.up), [`migrations/${time(at)}_${snake(step)}.down.sql`]: lines(step.down) })), '/project/Cargo.toml': '[dependencies]\nsqlx = "0.8"\n' } },
    { tool: 'Diesel', files: { ...each(steps, (step, at) => ({ [`migrations/2025-0${at + 1}-01-000000_${snake(step)}/up.sql`]: lines(step.up), [`migrations/2025-0${at + 1}-01-000000_${snake(step)}/down.sql`]: lines(step.down) })), '/project/diesel.toml': '[migrations_directory]\n' } },
    { tool: 'Flyway', files: each(steps, (step, at) => ({ [`db/migration/V${at + 1}__${snake(step)}.sql`]: lines(step.up) })) },
    { tool: 'Prisma', files: { ...each(steps, (step, at) => ({ [`prisma/migrations/${time(at)}_${snake(step)}/migration.sql`]: lines(step.up) })), '/project/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' } },
    { tool: 'Supabase', files: each(steps, (step, at) => ({ [`supabase/migrations/${time(at)}_${snake(step)}.sql`]: lines(step.up) })) },
    { tool: 'refinery', files: { ...each(steps, (step, at) => ({ [`migrations/V${at + 1}__${snake(step)}.sql`]: lines(step.up) })), '/project/Cargo.toml': '[dependencies]\nrefinery = "0.8"\n' } },
    { tool: 'Atlas', files: { ...each(steps, (step, at) => ({ [`migrations/${time(at)}_${snake(step)}.sql`]: lines(step.up) })), '/project/migrations/atlas.sum': 'h1:x\n' } },
    { tool: 'Alembic', files: {
      '/project/alembic.ini': '[alembic]\nscript_location = migrations\n',
      '/project/migrations/env.py': 'from alembic import context\ncontext.configure(connection=None, target_metadata=None)\n',
      ...each(steps, (step, at) => ({ [`migrations/versions/${number(at, 3)}_${snake(step)}.py`]: [
        `"""${step.words}\n\nRevision ID: ${number(at, 3)}\nRevises: ${at === 0 ? '' : number(at - 1, 3)}\n\n"""`,
        `from alembic import op\n\nrevision = '${number(at, 3)}'\ndown_revision = ${at === 0 ? 'None' : `'${number(at - 1, 3)}'`}\nbranch_labels = None\ndepends_on = None\n\n`,
        'def upgrade() -> None:', ...step.up.map((sql) => `    op.execute("${sql}")`), '', '',
        'def downgrade() -> None:', ...step.down.map((sql) => `    op.execute("${sql}")`), '',
      ].join('\n') })),
    } },
  ];
}
