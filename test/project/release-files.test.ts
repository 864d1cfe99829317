import { describe, expect, test } from 'vitest';
import { ReleaseFiles } from '../../src/project/release-files.ts';

function release(files: Readonly<Record<string, string>>, tooLarge: readonly string[] = []) {
  return new ReleaseFiles('on main', () => ({ files: Object.entries(files).map(([path, text]) => ({ path, text })), tooLarge }));
}

describe('a column', () => {
  const naming = (text: string, column = 'created_at', table = 'orders') => release({ 'a.py': text }).naming({ table, column });
  const named = { kind: 'named', at: ['a.py:1'], more: 0 };

  test.each(['SELECT created_at FROM orders', 'orders.createdAt', 'class Order: CREATED_AT = 1', 'type Order struct { CreatedAt time.Time }', 'INSERT INTO "orders" ("created_at")', '<orders><created-at/></orders>'])('is named by %s', (text) => {
    expect(naming(text)).toEqual(named);
  });

  test.each(['order.getCreatedAt()', 'Order.objects.filter(created_at__gte=day)', 'order.created_at_changed?'])('may be meant by %s', (text) => {
    expect(naming(text)).toEqual({ kind: 'unknown' });
  });

  test('may be meant where a file names it and speaks of no such table', () => {
    expect(naming('SELECT created_at FROM bills')).toEqual({ kind: 'unknown' });
  });

  test.each(['SELECT created, at FROM orders', 'SELECT id FROM orders', ''])('is not named by %s', (text) => {
    expect(naming(text)).toEqual({ kind: 'not named', files: 1 });
  });

  test.each([['categories', 'class Category'], ['app_task', 'class Task(models.Model)'], ['statuses', 'class Status'], ['houses', 'class House']])('of %s belongs to %s', (table, text) => {
    expect(naming(`${text}: created_at = 1`, 'created_at', table)).toEqual(named);
  });

  test('a table of a short name is not found in every word', () => {
    expect(naming('the = created_at', 'created_at', 'app_as')).toEqual({ kind: 'unknown' });
  });
});

test('the places are counted, one for each line', () => {
  const files = release({ 'a.py': 'orders\nnote note\n', 'b.py': 'note\norder\nnote', 'c.py': 'note' });
  expect(files.naming({ table: 'orders', column: 'note' })).toEqual({ kind: 'named', at: ['a.py:2', 'b.py:1'], more: 1 });
});

test('a table is named by its own name, and may be meant by that of a class', () => {
  expect(release({ 'a.py': 'FROM orders' }).naming({ table: 'orders' })).toEqual({ kind: 'named', at: ['a.py:1'], more: 0 });
  expect(release({ 'a.py': 'class Order' }).naming({ table: 'orders' })).toEqual({ kind: 'unknown' });
  expect(release({ 'a.py': 'class Bill' }).naming({ table: 'orders' })).toEqual({ kind: 'not named', files: 1 });
});

test('nothing is sure to be unused where there are no files, or one could not be read', () => {
  expect(release({}).naming({ table: 'orders' })).toEqual({ kind: 'unknown' });
  expect(release({ 'a.py': '' }, ['b.py']).naming({ table: 'orders' })).toEqual({ kind: 'unknown' });
});

test('nothing is read before somebody asks', () => {
  const files = new ReleaseFiles('on main', () => { throw new Error('read'); });
  expect(files.read).toBe(undefined);
  expect(() => files.naming({ table: 'orders' })).toThrow('read');
});
