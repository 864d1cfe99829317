import fc from 'fast-check';
import { expect, test } from 'vitest';
import { urlOf } from '../../src/server/address.ts';
import { readUrl } from '../../src/server/url.ts';

const parts = (url: string): unknown => {
  const read = readUrl(url);
  if (read.kind !== 'parts') return read;
  const { parameters, ...others } = read.parts;
  const said = Object.entries(others).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(said), ...(parameters.size === 0 ? {} : { parameters: Object.fromEntries(parameters) }) };
};

test.each([
  ['postgresql://ann:s3cret@db.internal:6432/shop', { user: 'ann', password: 's3cret', host: 'db.internal', port: '6432', database: 'shop' }],
  ['postgres://db.internal/shop', { host: 'db.internal', database: 'shop' }],
  ['postgresql+psycopg2://ann@localhost/shop', { user: 'ann', host: 'localhost', database: 'shop' }],
  ['postgresql+asyncpg://ann@localhost/shop?ssl=require', { user: 'ann', host: 'localhost', database: 'shop', parameters: { ssl: 'require' } }],
  ['POSTGRESQL://localhost/shop', { host: 'localhost', database: 'shop' }],
  ['postgresql://', {}],
  ['postgresql:///shop', { database: 'shop' }],
  ['postgresql://ann@/shop?host=/var/run/postgresql', { user: 'ann', database: 'shop', host: '/var/run/postgresql', parameters: { host: '/var/run/postgresql' } }],
  ['postgresql://%2Fvar%2Frun%2Fpostgresql/shop', { host: '/var/run/postgresql', database: 'shop' }],
  ['postgresql:///shop?host=db.internal:6432', { host: 'db.internal', port: '6432', database: 'shop', parameters: { host: 'db.internal:6432' } }],
  ['postgresql://[2001:db8::1]:5433/shop', { host: '2001:db8::1', port: '5433', database: 'shop' }],
  ['postgresql://ann:p%40ss%25@localhost/shop', { user: 'ann', password: 'p@ss%', host: 'localhost', database: 'shop' }],
  ['postgresql://ann:a/b?c#d%zz@localhost/shop', { user: 'ann', password: 'a/b?c#d%zz', host: 'localhost', database: 'shop' }],
  ['postgresql://ann:%ff@localhost', { user: 'ann', password: '%ff', host: 'localhost' }],
  ['postgresql://ann:a:b@localhost', { user: 'ann', password: 'a:b', host: 'localhost' }],
  ['postgresql:///?user=ann&password=x&dbname=shop&port=1', { user: 'ann', password: 'x', database: 'shop', port: '1', parameters: { user: 'ann', password: 'x', dbname: 'shop', port: '1' } }],
  ['  postgresql://localhost/shop\n', { host: 'localhost', database: 'shop' }],
])('%s is read', (url, expected) => {
  expect(parts(url)).toEqual(expected);
});

test("the address of Alembic's template is no address, and only that one", () => {
  expect(readUrl('driver://user:pass@localhost/dbname')).toEqual({ kind: 'template' });
  expect(readUrl('postgresql://user:pass@localhost/dbname').kind).toBe('parts');
});

test.each([
  ['mysql+pymysql://ann:s3cret@localhost/shop', 'is no PostgreSQL address: it begins with mysql://, and Phasewise speaks to PostgreSQL only'],
  ['sqlite:///s3cret.db', 'is no PostgreSQL address: it begins with sqlite://, and Phasewise speaks to PostgreSQL only'],
  ['host=localhost password=s3cret', 'is no PostgreSQL address: write postgresql://user@host:5432/database'],
  ['', 'is no PostgreSQL address: write postgresql://user@host:5432/database'],
  ['postgresql://one:5432,two:5432/shop', 'names several hosts: name the primary alone'],
  ['postgresql://one,two/shop', 'names several hosts: name the primary alone'],
  ['postgresql://ann:s3@cret@localhost/shop', 'holds an @ too many: in a password or a name it is written %40'],
  ['postgresql://ann:s3@cr/et@localhost/shop', 'holds an @ too many: in a password or a name it is written %40'],
  ['postgresql:///shop?host=one,two', 'names several hosts: name the primary alone'],
])('%s is refused, and never repeated', (url, reason) => {
  expect(readUrl(url)).toEqual({ kind: 'wrong', reason });
});

const word = fc.string({ minLength: 1, unit: 'binary' });
const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.constant('/var/run/my sockets'));

test('what we print as a URL is read as the same address', () => {
  fc.assert(
    fc.property(word, word, host, fc.integer({ min: 1, max: 65535 }), (user, database, at, port) => {
      const url = urlOf({ user, database, host: at, port, ssl: { mode: 'prefer' }, connectTimeout: 1, from: '' });
      expect(readUrl(url)).toMatchObject({ kind: 'parts', parts: { user, database, host: at, port: String(port) } });
    }),
  );
});

test('every password can be written encoded', () => {
  fc.assert(
    fc.property(word, (password) => {
      expect(readUrl(`postgres://ann:${encodeURIComponent(password)}@localhost/shop`)).toMatchObject({ parts: { password, host: 'localhost', database: 'shop' } });
    }),
  );
});
