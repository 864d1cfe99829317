import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('the session', () => reads([
  ["SET LOCAL lock_timeout = '5s'", { kind: 'set', setting: 'lock_timeout', value: '5s', local: true }],
  ['SET statement_timeout TO 5000', { setting: 'statement_timeout', value: '5000', local: false }],
  ['SET "My.Setting" = on', { setting: 'my.setting', value: 'on' }],
  ['SET search_path TO "$user", public, "A b"', { setting: 'search_path', value: '"$user", public, "A b"' }],
  ["SET SCHEMA 'x'", { setting: 'search_path', value: 'x' }],
  ['SET DateStyle TO iso, mdy', { setting: 'datestyle', value: 'iso, mdy' }],
  ["SET TIME ZONE 'UTC'", { setting: 'timezone', value: 'UTC' }],
  ['SET ROLE joe', { setting: 'role', value: 'joe' }],
  ['RESET lock_timeout', { kind: 'set', setting: 'lock_timeout' }],
  ['RESET ALL', { kind: 'set', setting: 'all' }],
  ['DISCARD ALL', { kind: 'other', tag: 'DISCARD ALL', reach: 'nothing' }, { kind: 'set', setting: 'all' }],
  ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY', { setting: 'transaction_isolation', value: 'serializable', local: true }, { setting: 'transaction_read_only', value: 'on' }],
  ['SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE', { setting: 'default_transaction_read_only', value: 'off', local: false }],
  ['SET CONSTRAINTS ALL DEFERRED', { kind: 'other', tag: 'SET CONSTRAINTS', reach: 'nothing' }],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', { kind: 'transaction', does: 'begin' }],
  ['START TRANSACTION', { kind: 'transaction', does: 'begin' }],
  ['END', { kind: 'transaction', does: 'commit' }],
  ['ABORT', { kind: 'transaction', does: 'rollback' }],
  ['COMMIT AND CHAIN', { kind: 'transaction', does: 'commit' }, { kind: 'transaction', does: 'begin' }],
  ['SAVEPOINT a', { kind: 'transaction', does: 'savepoint', name: 'a' }],
  ['ROLLBACK TO SAVEPOINT a', { kind: 'transaction', does: 'rollback to', name: 'a' }],
  ['RELEASE a', { kind: 'transaction', does: 'release', name: 'a' }],
  ["PREPARE TRANSACTION 'x'", { kind: 'other', tag: 'PREPARE TRANSACTION' }],
]));
