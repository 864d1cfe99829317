import { expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';

test.each([
  ['expires_at > now()', ['now']],
  ['created_at <= now()', []],
  ['created_at < now() - interval \'1 hour\'', []],
  ['now() > created_at', []],
  ['NOT (created_at > now())', []],
  ['NOT (created_at <= now())', ['now']],
  ['created_at IS NULL OR created_at <= current_timestamp', []],
  ['a > 0 AND expires_at >= current_date', ['current_date']],
  ['birth <= current_date AND birth > current_date - 36525', ['current_date']],
  ['age(birth) > interval \'18 years\'', []],
  ['age(birth) < interval \'99 years\'', ['current_date']],
  ['now() - created_at < interval \'1 day\'', ['now']],
  ['day BETWEEN \'2000-01-01\' AND now()::date', []],
  ['day BETWEEN now()::date AND \'2100-01-01\'', ['now']],
  ['day NOT BETWEEN \'2000-01-01\' AND now()', ['now']],
  ['year <= extract(year from now())', []],
  ['month <= extract(month from now())', ['now']],
  ['day = current_date', ['current_date']],
  ['at < localtime', ['localtime']],
  ['lower(name) = name', []],
  ['CASE WHEN a THEN b < now() ELSE true END', ['now']],
  ['name <> current_user', []],
])('CHECK (%s)', (check, clocks) => {
  const [operation] = readStatement(`ALTER TABLE t ADD CHECK (${check})`).operations;
  expect(operation).toMatchObject({ kind: 'add constraint', constraint: { check: { text: check } } });
  expect((operation?.kind === 'add constraint' && operation.constraint.expiresBy) || []).toEqual(clocks);
});
