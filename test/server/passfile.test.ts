import { expect, test } from 'vitest';
import { passwordIn } from '../../src/server/passfile.ts';

const address = { host: 'db.internal', port: 5432, database: 'shop', user: 'ann' };

test.each([
  ['a line that fits', 'db.internal:5432:shop:ann:s3cret', {}, 's3cret'],
  ['stars', '*:*:*:*:s3cret', {}, 's3cret'],
  ['the first line that fits', '*:*:*:bob:one\n*:*:shop:*:two\n*:*:*:*:three', {}, 'two'],
  ['no line that fits', 'db.internal:5433:shop:ann:s3cret', {}, undefined],
  ['a star that is part of a name', 'db*:*:*:*:s3cret', {}, undefined],
  ['an escaped star', '\\*:*:*:*:s3cret', {}, undefined],
  ['an escaped colon in a name', '*:*:a\\:b:*:s3cret', { database: 'a:b' }, 's3cret'],
  ['escapes in the password', '*:*:*:*:a\\:b\\\\c', {}, 'a:b\\c'],
  ['colons in the password', '*:*:*:*:a:b', {}, 'a:b'],
  ['a comment', '#*:*:*:*:no\n*:*:*:*:yes', {}, 'yes'],
  ['an incomplete line', '*:*:*:no\n*:*:*:*:yes', {}, 'yes'],
  ['line ends of Windows', '*:*:*:bob:no\r\n*:*:*:*:yes\r\n', {}, 'yes'],
  ['a usual socket, which is called localhost', 'localhost:*:*:*:s3cret', { host: '/var/run/postgresql' }, 's3cret'],
  ['another socket, which is not', 'localhost:*:*:*:s3cret', { host: '/home/ann/pg' }, undefined],
  ['another socket by its folder', '/home/ann/pg:*:*:*:s3cret', { host: '/home/ann/pg' }, 's3cret'],
  ['an empty file', '', {}, undefined],
])('%s', (_, text, changes, password) => {
  expect(passwordIn(text, { ...address, ...changes })).toBe(password);
});
