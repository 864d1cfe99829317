import type { Form } from './form.ts';
import { AS, AX, S, SRX, SUX } from './lock-modes.ts';

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
  'SET STATISTICS': { lock: SUX, below: 'descendants' },
  'SET (column options)': { lock: SUX },
  'RESET (column options)': { lock: SUX },
  'SET (storage parameters)': { lock: SUX },
  'RESET (storage parameters)': { lock: SUX },
  'CLUSTER ON': { lock: SUX, other: 'index', others: { index: SUX } },
  'SET WITHOUT CLUSTER': { lock: SUX },

  'SET STORAGE': { lock: AX, below: 'descendants' },
  'SET COMPRESSION': { lock: AX, since: 14 },
  'SET GENERATED': { lock: AX, others: { sequence: SRX } },
  'SET WITHOUT OIDS': { lock: AX },
  'OWNER TO': { lock: AX },
  'REPLICA IDENTITY': { lock: AX, other: 'index', others: { index: S } },
  'OF': { lock: AX, other: 'parent', others: { parent: AS } },
  'NOT OF': { lock: AX },
  'OPTIONS': { lock: AX },
  'INHERIT': { lock: AX, other: 'parent', others: { parent: SUX } },
  'NO INHERIT': { lock: AX, other: 'parent', others: { parent: AS } },
  'SET TABLESPACE': { lock: AX, copies: 'always' },
  'SET ACCESS METHOD': { lock: AX, since: 15, copies: 'maybe' },
  'ALTER CONSTRAINT': { lock: AX },
  'ALTER CONSTRAINT NOT ENFORCED': { lock: AX, since: 18, others: { referenced: AX } },
  'ALTER CONSTRAINT ENFORCED': { lock: AX, since: 18, others: { referenced: SRX } },

  'ENABLE TRIGGER': { lock: SRX, others: { partition: SRX } },
  'ENABLE ALWAYS TRIGGER': { lock: SRX, others: { partition: SRX } },
  'ENABLE REPLICA TRIGGER': { lock: SRX, others: { partition: SRX } },
  'DISABLE TRIGGER': { lock: SRX, others: { partition: SRX } },
  'ENABLE TRIGGER ALL': { lock: SRX, others: { partition: SRX } },
  'DISABLE TRIGGER ALL': { lock: SRX, others: { partition: SRX } },
  'ENABLE TRIGGER USER': { lock: SRX, others: { partition: SRX } },
  'DISABLE TRIGGER USER': { lock: SRX, others: { partition: SRX } },

  'ENABLE RULE': { lock: AX },
  'ENABLE ALWAYS RULE': { lock: AX },
  'ENABLE REPLICA RULE': { lock: AX },
  'DISABLE RULE': { lock: AX },

  'ENABLE ROW LEVEL SECURITY': { lock: AX },
  'DISABLE ROW LEVEL SECURITY': { lock: AX },
  'FORCE ROW LEVEL SECURITY': { lock: AX },
  'NO FORCE ROW LEVEL SECURITY': { lock: AX },
};

/**
 * Storage parameters that are read while a relation is planned or written: changing them takes ACCESS EXCLUSIVE. All
 * others take what SET ( ) says above. https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS
 */
export const PLANNED_PARAMETERS: ReadonlySet<string> = new Set([
  'user_catalog_table',
  'security_barrier', 'security_invoker', 'check_option',
  'fastupdate', 'gin_pending_list_limit', 'buffering', 'pages_per_range', 'autosummarize',
]);

/** Commands without a kind of their own that lock no table. Others are unknown, or locked as `RELATION_COMMANDS` says. */
export const HARMLESS_COMMANDS: ReadonlySet<string> = new Set([
  'CREATE EXTENSION', 'DROP EXTENSION',
  'CREATE ROLE', 'ALTER ROLE', 'DROP ROLE', 'GRANT ROLE', 'REVOKE ROLE', 'ALTER DEFAULT PRIVILEGES',
  'ALTER DATABASE', 'ALTER SCHEMA', 'ALTER TABLESPACE',
  'CREATE TYPE',
  'ALTER FUNCTION', 'ALTER PROCEDURE', 'ALTER ROUTINE', 'ALTER AGGREGATE', 'CREATE AGGREGATE',
  'CREATE CAST', 'DROP CAST', 'CREATE OPERATOR', 'ALTER OPERATOR', 'DROP OPERATOR', 'CREATE OPERATOR CLASS', 'CREATE OPERATOR FAMILY',
  'ALTER OPERATOR CLASS', 'ALTER OPERATOR FAMILY', 'DROP OPERATOR CLASS', 'DROP OPERATOR FAMILY', 'CREATE TRANSFORM', 'DROP TRANSFORM',
  'CREATE COLLATION', 'ALTER COLLATION', 'DROP COLLATION', 'CREATE CONVERSION', 'ALTER CONVERSION', 'DROP CONVERSION',
  'CREATE TEXT SEARCH CONFIGURATION', 'ALTER TEXT SEARCH CONFIGURATION', 'DROP TEXT SEARCH CONFIGURATION',
  'CREATE TEXT SEARCH DICTIONARY', 'ALTER TEXT SEARCH DICTIONARY', 'DROP TEXT SEARCH DICTIONARY',
  'CREATE TEXT SEARCH PARSER', 'ALTER TEXT SEARCH PARSER', 'DROP TEXT SEARCH PARSER',
  'CREATE TEXT SEARCH TEMPLATE', 'ALTER TEXT SEARCH TEMPLATE', 'DROP TEXT SEARCH TEMPLATE',
  'CREATE LANGUAGE', 'ALTER LANGUAGE', 'DROP LANGUAGE', 'CREATE ACCESS METHOD', 'DROP ACCESS METHOD',
  'CREATE FOREIGN DATA WRAPPER', 'ALTER FOREIGN DATA WRAPPER', 'DROP FOREIGN DATA WRAPPER', 'CREATE SERVER', 'ALTER SERVER', 'DROP SERVER',
  'CREATE USER MAPPING', 'ALTER USER MAPPING', 'DROP USER MAPPING',
  'CREATE EVENT TRIGGER', 'ALTER EVENT TRIGGER', 'DROP EVENT TRIGGER',
  'ALTER LARGE OBJECT',
  'SHOW', 'LISTEN', 'NOTIFY', 'UNLISTEN', 'LOAD', 'CHECKPOINT', 'SET', 'SET CONSTRAINTS',
  'DISCARD PLANS', 'DISCARD SEQUENCES', 'DISCARD TEMP',
  'PREPARE TRANSACTION', 'DEALLOCATE', 'CLOSE CURSOR', 'FETCH', 'MOVE',
]);

/** Commands that PostgreSQL refuses in a transaction block. */
export const REFUSED_COMMANDS: ReadonlySet<string> = new Set([
  'CREATE DATABASE', 'DROP DATABASE', 'ALTER SYSTEM', 'CREATE TABLESPACE', 'DROP TABLESPACE', 'DISCARD ALL', 'COMMIT PREPARED', 'ROLLBACK PREPARED',
]);

/** Commands that name a table and have no kind of their own, by the lock they take on it. */
export const RELATION_COMMANDS: Readonly<Record<string, Form>> = {
  'GRANT': { lock: { 18: AS } },
  'REVOKE': { lock: { 18: AS } },
  'ALTER TRIGGER': { lock: AS },
  'ALTER INDEX': { lock: AX },
  'ALTER MATERIALIZED VIEW': { lock: AX },
  'ALTER EXTENSION': { lock: SUX },
};
