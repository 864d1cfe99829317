import { expect, test } from 'vitest';
import { inspect } from 'node:util';
import { urlOf } from '../../src/server/address.ts';
import { findAddress } from '../../src/server/find-address.ts';
import type { Surroundings } from '../../src/server/surroundings.ts';

interface File {
  readonly text: string;
  readonly mode: number;
}

function around(env: Record<string, string> = {}, files: Record<string, File> = {}): Surroundings {
  return { env, os: 'linux', home: '/home/ann', user: 'ann', readFile: (path) => files[path], exists: (path) => path in files };
}

const INI = 'alembic.ini, sqlalchemy.url';
const configured = { url: 'postgresql+psycopg2://todo:ini@ini.internal/todo', from: INI };
const template = { url: 'driver://user:pass@localhost/dbname', from: INI };
const NOBODY_ELSE = 0o100600;

const found = (given: Parameters<typeof findAddress>[0], surroundings: Surroundings): string => {
  const answer = findAddress(given, surroundings);
  if (answer.kind !== 'address') return `${answer.kind}: ${answer.message}`;
  const { address, notes } = answer;
  const password = address.password === undefined ? '' : `, password ${address.password.reveal()}`;
  return [`${urlOf(address)} from ${address.from}${password}`, ...notes].join('\n');
};

const all = { DATABASE_URL: 'postgres://env@env.internal/shop', PGHOST: 'pg.internal', PGUSER: 'pg' };

test.each([
  ['the command line is asked first', { url: 'postgres://u@given.internal/x', configured }, all, 'postgresql://u@given.internal:5432/x from --database-url'],
  ['then DATABASE_URL', { configured }, all, 'postgresql://env@env.internal:5432/shop from DATABASE_URL'],
  ['then the variables of libpq', { configured }, { PGHOST: 'pg.internal', PGUSER: 'pg' }, 'postgresql://pg@pg.internal:5432/pg from PGHOST'],
  ['which are all named', {}, { PGHOST: 'pg.internal', PGDATABASE: 'shop', PGPORT: '6432' }, 'postgresql://ann@pg.internal:6432/shop from PGHOST, PGDATABASE'],
  ['then what the project says', { configured }, {}, 'postgresql://todo@ini.internal:5432/todo from alembic.ini, sqlalchemy.url, password ini'],
  ['a user and a password alone are no address', { configured }, { PGUSER: 'pg', PGPASSWORD: 'x' }, 'postgresql://todo@ini.internal:5432/todo from alembic.ini, sqlalchemy.url, password ini'],
  ['an empty DATABASE_URL is none', { configured }, { DATABASE_URL: '' }, 'postgresql://todo@ini.internal:5432/todo from alembic.ini, sqlalchemy.url, password ini'],
  ['a URL is completed from the variables', {}, { DATABASE_URL: 'postgres:///shop', PGHOST: 'pg.internal', PGUSER: 'pg', PGPASSWORD: 'x' }, 'postgresql://pg@pg.internal:5432/shop from DATABASE_URL, password x'],
  ['a URL that says all needs nothing', {}, { DATABASE_URL: 'postgres://a:b@c:1/d', PGHOST: 'x', PGPORT: '2', PGUSER: 'y', PGPASSWORD: 'z', PGDATABASE: 'w' }, 'postgresql://a@c:1/d from DATABASE_URL, password b'],
  ['a socket is printed as a parameter', { url: 'postgresql:///shop?host=/run/pg' }, {}, 'postgresql://ann@/shop?host=%2Frun%2Fpg&port=5432 from --database-url'],
])('%s', (_, given, env, expected) => {
  expect(found(given, around(env))).toBe(expected);
});

const HINT = 'Give --database-url, or set DATABASE_URL or PGHOST.';

test.each([
  ['nothing is named', {}, {}, `none: no database is named. ${HINT}`],
  ['only the template', { configured: template }, {}, `none: no database is named. ${INI} holds only the example of Alembic's template. ${HINT}`],
  ['another system', {}, { DATABASE_URL: 'mysql://a:s3cret@b/c' }, 'wrong: DATABASE_URL is no PostgreSQL address: it begins with mysql://, and Phasewise speaks to PostgreSQL only.'],
  ['a wrong port', { url: 'postgres://h:54x2/d' }, {}, 'wrong: --database-url: the port "54x2" is no number from 1 to 65535.'],
  ['a port out of range', { url: 'postgres://h:70000/d' }, {}, 'wrong: --database-url: the port "70000" is no number from 1 to 65535.'],
  ['several hosts in PGHOST', {}, { PGHOST: 'one,two' }, 'wrong: PGHOST names several hosts: name the primary alone.'],
  ['a wrong sslmode', { url: 'postgres://h/d?sslmode=requir' }, {}, 'wrong: --database-url: its sslmode "requir" is none of disable, allow, prefer, require, verify-ca, verify-full.'],
  ['a wrong PGSSLMODE', { url: 'postgres://h/d' }, { PGSSLMODE: 'on' }, 'wrong: --database-url: PGSSLMODE "on" is none of disable, allow, prefer, require, verify-ca, verify-full.'],
])('%s is said', (_, given, env, expected) => {
  expect(found(given, around(env))).toBe(expected);
});

const url = 'postgres://h/d';
const line = { text: 'h:*:d:ann:filed', mode: NOBODY_ELSE };

test.each([
  ['is read from the home folder', { url }, {}, { '/home/ann/.pgpass': line }, 'postgresql://ann@h:5432/d from --database-url, password filed'],
  ['is read from PGPASSFILE', { url }, { PGPASSFILE: '/etc/pass' }, { '/etc/pass': line }, 'postgresql://ann@h:5432/d from --database-url, password filed'],
  ['yields to PGPASSWORD', { url }, { PGPASSWORD: 'x' }, { '/home/ann/.pgpass': line }, 'postgresql://ann@h:5432/d from --database-url, password x'],
  ['that does not fit gives nothing', { url: 'postgres://other/d' }, {}, { '/home/ann/.pgpass': line }, 'postgresql://ann@other:5432/d from --database-url'],
  [
    'that others may read is passed over, and that is said',
    { url },
    {},
    { '/home/ann/.pgpass': { ...line, mode: 0o100640 } },
    'postgresql://ann@h:5432/d from --database-url\n/home/ann/.pgpass is not read, because others may read it too. To have it read: chmod 600 /home/ann/.pgpass',
  ],
])('a password file %s', (_, given, env, files, expected) => {
  expect(found(given, around(env, files))).toBe(expected);
});

test.each([
  [{}, { '/tmp/.s.PGSQL.5432': line, '/var/run/postgresql/.s.PGSQL.5432': line }, '/var/run/postgresql'],
  [{ PGPORT: '6432' }, { '/tmp/.s.PGSQL.6432': line, '/var/run/postgresql/.s.PGSQL.5432': line }, '/tmp'],
  [{}, {}, 'localhost'],
])('where no host is named, a socket is looked for', (env, files, host) => {
  expect(findAddress({ url: 'postgresql:///shop' }, around(env, files))).toMatchObject({ address: { host, ssl: { mode: host === 'localhost' ? 'prefer' : 'disable' } } });
});

test.each([
  ['', {}, { mode: 'prefer' }],
  ['?sslmode=verify-full&sslrootcert=/ca.crt', {}, { mode: 'verify-full', rootCert: '/ca.crt' }],
  ['?sslmode=verify-full', {}, { mode: 'verify-full', rootCert: '/home/ann/.postgresql/root.crt' }],
  ['?ssl=true', {}, { mode: 'require' }],
  ['?ssl=require', {}, { mode: 'require' }],
  ['?sslmode=no-verify', {}, { mode: 'require' }],
  ['', { PGSSLMODE: 'require', PGSSLCERT: '/c', PGSSLKEY: '/k' }, { mode: 'require', cert: '/c', key: '/k' }],
])('encryption is as in libpq: %s %o', (query, env, ssl) => {
  const files = { '/home/ann/.postgresql/root.crt': line };
  expect(findAddress({ url: `postgres://h/d${query}` }, around(env, files))).toMatchObject({ address: { ssl } });
});

test('other parameters are understood', () => {
  const answer = findAddress({ url: 'postgres://h/d?options=-c%20search_path%3Dapp&connect_timeout=3&schema=public' }, around());
  expect(answer).toMatchObject({ address: { options: '-c search_path=app', connectTimeout: 3000 } });
  expect(findAddress({ url }, around({ PGCONNECT_TIMEOUT: '0', PGOPTIONS: '-c x=y' }))).toMatchObject({ address: { options: '-c x=y', connectTimeout: 10_000 } });
});

test('an address shows its password to nobody who prints it', () => {
  const answer = findAddress({ url: 'postgres://ann:s3cret@h/d' }, around());
  const password = answer.kind === 'address' ? answer.address.password : undefined;
  const printed = [JSON.stringify(answer), inspect(answer, { depth: 9, showHidden: true }), String(password), answer.kind === 'address' && urlOf(answer.address)].join('\n');
  expect(printed).toContain('•••');
  expect(printed).not.toContain('s3cret');
});
