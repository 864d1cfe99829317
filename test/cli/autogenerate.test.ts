import fs from 'node:fs';
import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { runningServer } from '../server/running.ts';
import { folder } from './folder.ts';

const USERS = 'CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text);\n';
const SQL = { 'migrations/001_users.sql': USERS };
const ALEMBIC = {
  'alembic.ini': '[alembic]\nscript_location = migrations\ntimezone = UTC\n', 'migrations/env.py': '',
  'migrations/script.py.mako': fs.readFileSync('fixtures/projects/alembic-todo/migrations/script.py.mako', 'utf8'),
  'migrations/versions/aaaa1111_users.py': `"""users"""\nfrom alembic import op\nrevision = 'aaaa1111'\ndown_revision = None\n\ndef upgrade():\n    op.execute("${USERS.trim().replace(';', '')}")\n\ndef downgrade():\n    op.execute("DROP TABLE users")\n`,
};

const TEAMS = `CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text NOT NULL, team bigint REFERENCES teams);
CREATE INDEX users_team ON users (team);
GRANT SELECT ON users TO PUBLIC;
`;

const autogenerate = (more: readonly string[], root: string, io: Parameters<typeof phasewise>[2] = {}) => phasewise(['revision', '--autogenerate', '--from', 'schema.sql', ...more], root, io);

/** The statements of the files that are new, by their names, ids left out. */
function written(root: string, path: string): Readonly<Record<string, string>> {
  const names = fs.readdirSync(`${root}/${path}`).filter((name) => /\.(?:py|sql)$/.test(name) && !/^(?:001|aaaa1111)_/.test(name)).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(`${root}/${path}/${name}`, 'utf8')]));
}

test('plain SQL: in phases, numbered, with a way back, and clean', async () => {
  const root = folder({ ...SQL, 'schema.sql': TEAMS });
  expect(await autogenerate(['-m', 'teams'], root)).toEqual({
    code: 0,
    out: `✓ migrations/002_teams.up.sql, after 001
✓ migrations/003_validate_users_mail_not_null.up.sql
✓ migrations/004_require_users_mail.up.sql
✓ migrations/005_index_users_by_team.up.sql
✓ migrations/006_add_users_team_fkey.up.sql
✓ migrations/007_validate_users_team_fkey.up.sql
`,
    err: 'phasewise: Not compared: what schema.sql does beside making tables, types, views, functions and what hangs on them: GRANT.\n',
  });
  expect(written(root, 'migrations')).toEqual({
    '002_teams.up.sql': `CREATE TABLE teams (
  id bigint NOT NULL,
  CONSTRAINT teams_pkey PRIMARY KEY (id)
);
ALTER TABLE users ADD COLUMN team bigint;
ALTER TABLE users ADD CONSTRAINT users_mail_not_null CHECK (mail IS NOT NULL) NOT VALID;
`,
    '002_teams.down.sql': 'ALTER TABLE users DROP CONSTRAINT users_mail_not_null;\nALTER TABLE users DROP COLUMN team;\nDROP TABLE teams;\n',
    '003_validate_users_mail_not_null.up.sql': 'ALTER TABLE users VALIDATE CONSTRAINT users_mail_not_null;\n',
    '003_validate_users_mail_not_null.down.sql': '-- Takes back: validate users_mail_not_null\n',
    '004_require_users_mail.up.sql': 'ALTER TABLE users ALTER COLUMN mail SET NOT NULL;\nALTER TABLE users DROP CONSTRAINT users_mail_not_null;\n',
    '004_require_users_mail.down.sql': `-- transaction: false
ALTER TABLE users ALTER COLUMN mail DROP NOT NULL;
ALTER TABLE users ADD CONSTRAINT users_mail_not_null CHECK (mail IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_mail_not_null;
`,
    '005_index_users_by_team.up.sql': '-- transaction: false\nCREATE INDEX CONCURRENTLY users_team ON users (team);\n',
    '005_index_users_by_team.down.sql': '-- transaction: false\nDROP INDEX CONCURRENTLY users_team;\n',
    '006_add_users_team_fkey.up.sql': 'ALTER TABLE users ADD CONSTRAINT users_team_fkey FOREIGN KEY (team) REFERENCES teams (id) NOT VALID;\n',
    '006_add_users_team_fkey.down.sql': 'ALTER TABLE users DROP CONSTRAINT users_team_fkey;\n',
    '007_validate_users_team_fkey.up.sql': 'ALTER TABLE users VALIDATE CONSTRAINT users_team_fkey;\n',
    '007_validate_users_team_fkey.down.sql': '-- Takes back: validate users_team_fkey\n',
  });
  expect(await phasewise('lint', root)).toMatchObject({ code: 0, out: expect.stringContaining('nothing that an application would notice') });
  expect(await phasewise(['check', '--from', 'schema.sql'], root)).toMatchObject({ code: 0, out: '✓ Nothing to write: the migrations make the schema of schema.sql.\n' });
});

test('Alembic: revisions out of script.py.mako', async () => {
  const root = folder({ ...ALEMBIC, 'schema.sql': TEAMS });
  const { code, out } = await autogenerate(['-m', 'teams', '--rev-id', 'bbbb2222'], root);
  expect([code, out.replace(/[0-9a-f]{12}/g, 'ID')]).toEqual([0, `✓ migrations/versions/bbbb2222_teams.py, after aaaa1111
✓ migrations/versions/ID_validate_users_mail_not_null.py
✓ migrations/versions/ID_require_users_mail.py
✓ migrations/versions/ID_index_users_by_team.py
✓ migrations/versions/ID_add_users_team_fkey.py
✓ migrations/versions/ID_validate_users_team_fkey.py
`]);
  const files = Object.entries(written(root, 'migrations/versions')).map(([name, text]) => [name.replace(/^[0-9a-f]{12}/, 'ID'), text] as const);
  expect(Object.fromEntries(files)['bbbb2222_teams.py']?.replace(/\d{4}-\d\d-\d\d [\d:.+]+/, 'DATE')).toBe(`"""teams

Revision ID: bbbb2222
Revises: aaaa1111
Create Date: DATE

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


revision: str = 'bbbb2222'
down_revision: Union[str, Sequence[str], None] = 'aaaa1111'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'teams',
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('teams_pkey')),
    )
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('users', sa.Column('team', sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f('users_mail_not_null'),
        'users',
        sa.text('mail IS NOT NULL'),
        postgresql_not_valid=True,
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_constraint(op.f('users_mail_not_null'), 'users')
    op.drop_column('users', 'team')
    op.drop_table('teams')
`);
  const functions = Object.fromEntries(files.map(([name, text]) => [name, text.slice(text.indexOf('def upgrade'))]));
  expect(functions['ID_index_users_by_team.py']).toBe(`def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            op.f('users_team'),
            'users',
            ['team'],
            unique=False,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(op.f('users_team'), postgresql_concurrently=True)
`);
  expect(functions['ID_validate_users_team_fkey.py']).toBe(`def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE users VALIDATE CONSTRAINT users_team_fkey")


def downgrade() -> None:
    pass
`);
  expect(await phasewise('lint', root)).toMatchObject({ code: 0, out: expect.stringContaining('nothing that an application would notice') });
  expect(await phasewise(['check', '--from', 'schema.sql'], root)).toMatchObject({ code: 0 });
});

const EMAIL = { ...SQL, 'schema.sql': USERS.replace('mail', 'email') };

test('what may be a rename is never guessed', async () => {
  const root = folder(EMAIL);
  expect(await autogenerate(['-m', 'x'], root)).toEqual({
    code: 2, out: '',
    err: 'phasewise: users.mail is not in schema.sql, and users.email is new there. It may be one thing under another name, and nobody guesses that: say --rename users.mail:email if it is, --drop users.mail if the old one goes. Nothing was written.\n',
  });
  expect(written(root, 'migrations')).toEqual({});
});

test('a rename that is said, or answered', async () => {
  const there = { '002_x.up.sql': 'ALTER TABLE users RENAME COLUMN mail TO email;\n', '002_x.down.sql': 'ALTER TABLE users RENAME COLUMN email TO mail;\n' };
  const said = folder(EMAIL);
  expect(await autogenerate(['-m', 'x', '--rename', 'users.mail:email'], said)).toEqual({
    code: 0, err: '',
    out: '✓ migrations/002_x.up.sql, after 001\n    rename-column  Statements of the running application that name users.mail fail from the moment this commits.\n',
  });
  expect(written(said, 'migrations')).toEqual(there);

  const asked: string[] = [];
  const answered = folder(EMAIL);
  await autogenerate(['-m', 'x'], answered, { ask: (question) => { asked.push(question); return Promise.resolve('y'); } });
  expect([asked, written(answered, 'migrations')]).toEqual([['Is users.email what was users.mail? [y/n] '], there]);
});

test('what goes, goes in a phase of its own', async () => {
  const parted = { '002_x.up.sql': 'ALTER TABLE users ADD COLUMN email text;\n', '002_x.down.sql': 'ALTER TABLE users DROP COLUMN email;\n', '003_drop_users_mail.up.sql': 'ALTER TABLE users DROP COLUMN mail;\n', '003_drop_users_mail.down.sql': 'ALTER TABLE users ADD COLUMN mail text;\n' };
  const said = folder(EMAIL);
  expect((await autogenerate(['-m', 'x', '--drop', 'users.mail'], said)).out).toBe(`✓ migrations/002_x.up.sql, after 001
✓ migrations/003_drop_users_mail.up.sql, once nobody uses what it drops
    drop-column  Statements of the running application that name users.mail fail from the moment this commits, and its data is gone.
`);
  expect(written(said, 'migrations')).toEqual(parted);
  const answered = folder(EMAIL);
  await autogenerate(['-m', 'x'], answered, { ask: () => Promise.resolve('n') });
  expect(written(answered, 'migrations')).toEqual(parted);
});

test('check lists the differences', async () => {
  const root = folder({ ...SQL, 'schema.sql': TEAMS.replace('GRANT SELECT ON users TO PUBLIC;', '') });
  expect(await phasewise(['check', '--from', 'schema.sql'], root)).toEqual({
    code: 1, err: '',
    out: '5 differences between the migrations and schema.sql:\n  add table teams\n  add users.team\n  require users.mail\n  add index users_team on users\n  add foreign key users_team_fkey of users\n',
  });
});

test('what others look after, and what lies elsewhere, is left alone', async () => {
  const root = folder({
    ...ALEMBIC,
    'migrations/env.py': 'from alembic import context\ndef include_object(object, name, type_, reflected, compare_to):\n    return not (type_ == "table" and name == "spatial_ref_sys")\ncontext.configure(include_object=include_object)\n',
    'phasewise.toml': '[alembic]\nexclude = ["audit_*"]\n',
    'schema.sql': `${USERS}CREATE TABLE spatial_ref_sys (id int); CREATE TABLE audit_log (id int); CREATE INDEX ON audit_log (id); CREATE TABLE alembic_version (version_num varchar(32));`,
  });
  expect(await phasewise(['check', '--from', 'schema.sql'], root)).toMatchObject({ code: 0 });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['env.py says so', { 'migrations/env.py': 'from alembic import context\ncontext.configure(compare_type=False)\n' }, 'phasewise: Not compared: The type of users.mail: text here, varchar(9) there, and compare_type is off.\n'],
  ['the configuration says otherwise', { 'migrations/env.py': 'from alembic import context\ncontext.configure(compare_type=False)\n', 'phasewise.toml': '[alembic]\ncompare-type = true\n' }, ''],
])('types of columns are left alone where compare_type is off: %s', async (_name, files, err) => {
  const root = folder({ ...ALEMBIC, ...files, 'schema.sql': USERS.replace('mail text', 'mail varchar(9)') });
  expect(await phasewise(['check', '--from', 'schema.sql'], root)).toMatchObject({ code: err === '' ? 1 : 0, err });
});

test.each<[string, readonly string[], string]>([
  ['without a wanted schema', ['--autogenerate', '-m', 'x'], '--autogenerate compares with a wanted schema. Say with --from where it is: a file of SQL, a snapshot, or postgres://….'],
  ['without --autogenerate', ['--from', 'schema.sql', '-m', 'x'], '--from says what is compared. Give --autogenerate, too.'],
  ['a file that is not there', ['--autogenerate', '--from', 'nowhere.sql', '-m', 'x'], '--from nowhere.sql: there is no such file. It takes a file of SQL that makes the schema, a snapshot, or the address of a database: postgres://….'],
  ['a name that nothing has', ['--autogenerate', '--from', 'schema.sql', '-m', 'x', '--drop', 'users.nothing'], '--drop users.nothing: the migrations make no table or column of that name.'],
  ['a rename without a new name', ['--autogenerate', '--from', 'schema.sql', '-m', 'x', '--rename', 'users'], '--rename users: write the old name, a colon and the new one: users:people, users.mail:email.'],
])('%s', async (_name, args, said) => {
  expect(await phasewise(['revision', ...args], folder(EMAIL))).toEqual({ code: 2, out: '', err: `phasewise: ${said}\n` });
});

test('what PostgreSQL cannot do stops with the way out', async () => {
  const root = folder({ 'migrations/001_mood.sql': "CREATE TYPE mood AS ENUM ('calm', 'sad');", 'schema.sql': "CREATE TYPE mood AS ENUM ('calm');" });
  expect((await autogenerate(['-m', 'x'], root)).err).toBe("phasewise: mood is to lose 'sad': PostgreSQL cannot take a label away. Make a new type, give it to the columns, and drop this one; or rename the label: ALTER TYPE mood RENAME VALUE. Nothing was written.\n");
});

test('a database that the models have created', async () => {
  const database = await (await runningServer(18)).database();
  try {
    await database.client.query(`${TEAMS} CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.t (id int); CREATE VIEW names AS SELECT mail FROM users;`);
    const root = folder(SQL);
    const { code, out } = await phasewise(['revision', '--autogenerate', '--from', database.url, '-m', 'teams'], root);
    expect([code, out.split('\n').length]).toEqual([0, 7]);
    expect(written(root, 'migrations')['006_add_users_team_fkey.up.sql']).toContain('CREATE VIEW names AS SELECT mail\n   FROM users;');
    expect(await phasewise(['check', '--from', database.url], root)).toMatchObject({ code: 0 });
    expect((await phasewise(['check', '--from', database.url, '--schema', 'elsewhere'], root)).out).toContain('\n  add table elsewhere.t\n');
  } finally {
    await database.drop();
  }
});

test.each([
  [['--rev-id', 'aaaa1111'], '--rev-id aaaa1111 is taken: migrations/versions/aaaa1111_users.py declares it.'],
  [['--rev-id', 'a-b'], '--rev-id a-b: use letters, digits and underscores; addresses such as name@head, 003-1 and 001:003 are made of the others.'],
])('%j is refused as revision refuses it, and nothing is written', async (more, message) => {
  const root = folder({ ...ALEMBIC, 'schema.sql': TEAMS });
  expect(await autogenerate(['-m', 'teams', ...more], root)).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  expect(written(root, 'migrations/versions')).toEqual({});
});

test('what script.py.mako leaves out is missed here too', async () => {
  const mako = ALEMBIC['migrations/script.py.mako'].replace(/^branch_labels.*$/m, '');
  const root = folder({ ...ALEMBIC, 'migrations/script.py.mako': mako, 'schema.sql': TEAMS });
  const { code, err } = await autogenerate(['-m', 'teams', '--branch-label', 'y'], root);
  expect(code).toBe(2);
  expect(err).toContain('phasewise: the template of this project leaves branch_labels out, so the file would not be the revision that was asked for. Nothing was written.\n');
  expect(written(root, 'migrations/versions')).toEqual({});
});

test('a database that is not there is said to be the one of --from', async () => {
  expect(await phasewise(['check', '--from', 'postgres://ann@localhost:1/models'], folder(SQL))).toEqual({
    code: 2, out: '', err: 'phasewise: cannot connect to localhost:1 as ann: no server listens on port 1 there. The address came from --from.\n',
  });
});
