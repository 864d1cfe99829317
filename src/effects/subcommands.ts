import type { Form } from './form.ts';
import { AS, AX, SRX, SUX } from './lock-modes.ts';

/**
 * A sub-command of ALTER TABLE without a kind of its own. `copies`: the table's blocks are copied under the lock, or
 * may be. `other`: the part that the relation or index it names plays; `others` says the lock on it.
 */
interface Subcommand extends Form { readonly copies?: 'always' | 'maybe'; readonly other?: 'parent' | 'index' }

/**
 * https://www.postgresql.org/docs/current/sql-altertable.html says for each which lock it takes; measured on 13 to 18.
 * A sub-command that is not here has unknown effects.
 */
export const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  'SET STATISTICS': { lock: SUX },
  'SET (column options)': { lock: SUX },
  'RESET (column options)': { lock: SUX },
  'SET (storage parameters)': { lock: SUX },
  'RESET (storage parameters)': { lock: SUX },
  'CLUSTER ON': { lock: SUX, other: 'index', others: { index: SUX } },
  'SET WITHOUT CLUSTER': { lock: SUX },

  'SET STORAGE': { lock: AX },
  'SET COMPRESSION': { lock: AX, since: 14 },
  'SET GENERATED': { lock: AX, others: { sequence: SRX } },
  'SET WITHOUT OIDS': { lock: AX },
  'OWNER TO': { lock: AX },
  'REPLICA IDENTITY': { lock: AX },
  'INHERIT': { lock: AX, other: 'parent', others: { parent: SUX } },
  'NO INHERIT': { lock: AX, other: 'parent', others: { parent: AS } },
  'SET TABLESPACE': { lock: AX, copies: 'always' },
  'SET ACCESS METHOD': { lock: AX, since: 15, copies: 'maybe' },
  'ALTER CONSTRAINT': { lock: AX },
  'ALTER CONSTRAINT ENFORCED': { lock: AX, since: 18, others: { referenced: SRX } },

  'ENABLE TRIGGER': { lock: SRX, below: 'partitions' },
  'ENABLE ALWAYS TRIGGER': { lock: SRX, below: 'partitions' },
  'ENABLE REPLICA TRIGGER': { lock: SRX, below: 'partitions' },
  'DISABLE TRIGGER': { lock: SRX, below: 'partitions' },
  'ENABLE TRIGGER ALL': { lock: SRX, below: 'partitions' },
  'DISABLE TRIGGER ALL': { lock: SRX, below: 'partitions' },
  'ENABLE TRIGGER USER': { lock: SRX, below: 'partitions' },
  'DISABLE TRIGGER USER': { lock: SRX, below: 'partitions' },

  'ENABLE ROW LEVEL SECURITY': { lock: AX },
  'DISABLE ROW LEVEL SECURITY': { lock: AX },
  'FORCE ROW LEVEL SECURITY': { lock: AX },
  'NO FORCE ROW LEVEL SECURITY': { lock: AX },
};

/** Commands without a kind of their own that lock no table. Others are unknown, or locked as `RELATION_COMMANDS` says. */
export const HARMLESS_COMMANDS: ReadonlySet<string> = new Set([
  'CREATE EXTENSION', 'CREATE ROLE', 'ALTER ROLE', 'DROP ROLE', 'CREATE COLLATION', 'CREATE CAST', 'CREATE OPERATOR', 'CREATE AGGREGATE',
  'SHOW', 'LISTEN', 'NOTIFY', 'UNLISTEN', 'DISCARD', 'CHECKPOINT', 'SECURITY LABEL', 'CREATE EVENT TRIGGER',
]);

/** Commands that PostgreSQL refuses in a transaction block. */
export const REFUSED_COMMANDS: ReadonlySet<string> = new Set([
  'CREATE DATABASE', 'DROP DATABASE', 'ALTER SYSTEM', 'CREATE TABLESPACE', 'DROP TABLESPACE',
]);

/** Commands that name a table and have no kind of their own, by the lock they take on it. */
export const RELATION_COMMANDS: Readonly<Record<string, Form>> = {
  'GRANT': { lock: { 18: AS } },
  'REVOKE': { lock: { 18: AS } },
  'CREATE POLICY': { lock: AX },
  'ALTER POLICY': { lock: AX },
  'DROP POLICY': { lock: AX },
  'CREATE RULE': { lock: AX },
  'DROP RULE': { lock: AX },
  'CREATE STATISTICS': { lock: SUX },
  'DROP STATISTICS': { lock: SUX },
  'CREATE PUBLICATION': { lock: SUX },
  'ALTER PUBLICATION': { lock: SUX },
  'ALTER TRIGGER': { lock: AX },
};
