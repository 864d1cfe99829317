import type { Node, ObjectType } from '@pgsql/types';
import { OBJECT_WORDS } from './object-words.ts';
import type { Tag } from './tree.ts';
import { bodyOf, tagOf } from './tree.ts';

type StatementTag = Extract<Tag, `${string}Stmt`>;
/** Not commands: parts of others, or of PL/pgSQL. */
type NoCommand = 'RawStmt' | 'SetOperationStmt' | 'ReplicaIdentityStmt' | 'PLAssignStmt' | 'ReturnStmt';

/**
 * PostgreSQL's command tags: `name` alone, or a verb that the kind of object completes.
 * https://www.postgresql.org/docs/current/event-trigger-matrix.html
 */
const TAGS: Readonly<Record<Exclude<StatementTag, NoCommand>, string>> = {
  AlterCollationStmt: 'ALTER COLLATION',
  AlterDatabaseRefreshCollStmt: 'ALTER DATABASE',
  AlterDatabaseSetStmt: 'ALTER DATABASE',
  AlterDatabaseStmt: 'ALTER DATABASE',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES',
  AlterDomainStmt: 'ALTER DOMAIN',
  AlterEnumStmt: 'ALTER TYPE',
  AlterEventTrigStmt: 'ALTER EVENT TRIGGER',
  AlterExtensionContentsStmt: 'ALTER EXTENSION',
  AlterExtensionStmt: 'ALTER EXTENSION',
  AlterFdwStmt: 'ALTER FOREIGN DATA WRAPPER',
  AlterForeignServerStmt: 'ALTER SERVER',
  AlterFunctionStmt: 'ALTER FUNCTION',
  AlterObjectDependsStmt: 'ALTER',
  AlterObjectSchemaStmt: 'ALTER',
  AlterOpFamilyStmt: 'ALTER OPERATOR FAMILY',
  AlterOperatorStmt: 'ALTER OPERATOR',
  AlterOwnerStmt: 'ALTER',
  AlterPolicyStmt: 'ALTER POLICY',
  AlterPublicationStmt: 'ALTER PUBLICATION',
  AlterRoleSetStmt: 'ALTER ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  AlterSeqStmt: 'ALTER SEQUENCE',
  AlterStatsStmt: 'ALTER STATISTICS',
  AlterSubscriptionStmt: 'ALTER SUBSCRIPTION',
  AlterSystemStmt: 'ALTER SYSTEM',
  AlterTSConfigurationStmt: 'ALTER TEXT SEARCH CONFIGURATION',
  AlterTSDictionaryStmt: 'ALTER TEXT SEARCH DICTIONARY',
  AlterTableMoveAllStmt: 'ALTER',
  AlterTableSpaceOptionsStmt: 'ALTER TABLESPACE',
  AlterTableStmt: 'ALTER',
  AlterTypeStmt: 'ALTER TYPE',
  AlterUserMappingStmt: 'ALTER USER MAPPING',
  CallStmt: 'CALL',
  CheckPointStmt: 'CHECKPOINT',
  ClosePortalStmt: 'CLOSE CURSOR',
  ClusterStmt: 'CLUSTER',
  CommentStmt: 'COMMENT',
  CompositeTypeStmt: 'CREATE TYPE',
  ConstraintsSetStmt: 'SET CONSTRAINTS',
  CopyStmt: 'COPY',
  CreateAmStmt: 'CREATE ACCESS METHOD',
  CreateCastStmt: 'CREATE CAST',
  CreateConversionStmt: 'CREATE CONVERSION',
  CreateDomainStmt: 'CREATE DOMAIN',
  CreateEnumStmt: 'CREATE TYPE',
  CreateEventTrigStmt: 'CREATE EVENT TRIGGER',
  CreateExtensionStmt: 'CREATE EXTENSION',
  CreateFdwStmt: 'CREATE FOREIGN DATA WRAPPER',
  CreateForeignServerStmt: 'CREATE SERVER',
  CreateForeignTableStmt: 'CREATE FOREIGN TABLE',
  CreateFunctionStmt: 'CREATE FUNCTION',
  CreateOpClassStmt: 'CREATE OPERATOR CLASS',
  CreateOpFamilyStmt: 'CREATE OPERATOR FAMILY',
  CreatePLangStmt: 'CREATE LANGUAGE',
  CreatePolicyStmt: 'CREATE POLICY',
  CreatePublicationStmt: 'CREATE PUBLICATION',
  CreateRangeStmt: 'CREATE TYPE',
  CreateRoleStmt: 'CREATE ROLE',
  CreateSchemaStmt: 'CREATE SCHEMA',
  CreateSeqStmt: 'CREATE SEQUENCE',
  CreateStatsStmt: 'CREATE STATISTICS',
  CreateStmt: 'CREATE TABLE',
  CreateSubscriptionStmt: 'CREATE SUBSCRIPTION',
  CreateTableAsStmt: 'CREATE TABLE AS',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  CreateTransformStmt: 'CREATE TRANSFORM',
  CreateTrigStmt: 'CREATE TRIGGER',
  CreateUserMappingStmt: 'CREATE USER MAPPING',
  CreatedbStmt: 'CREATE DATABASE',
  DeallocateStmt: 'DEALLOCATE',
  DeclareCursorStmt: 'DECLARE CURSOR',
  DefineStmt: 'CREATE',
  DeleteStmt: 'DELETE',
  DiscardStmt: 'DISCARD',
  DoStmt: 'DO',
  DropOwnedStmt: 'DROP OWNED',
  DropRoleStmt: 'DROP ROLE',
  DropStmt: 'DROP',
  DropSubscriptionStmt: 'DROP SUBSCRIPTION',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  DropUserMappingStmt: 'DROP USER MAPPING',
  DropdbStmt: 'DROP DATABASE',
  ExecuteStmt: 'EXECUTE',
  ExplainStmt: 'EXPLAIN',
  FetchStmt: 'FETCH',
  GrantRoleStmt: 'GRANT ROLE',
  GrantStmt: 'GRANT',
  ImportForeignSchemaStmt: 'IMPORT FOREIGN SCHEMA',
  IndexStmt: 'CREATE INDEX',
  InsertStmt: 'INSERT',
  ListenStmt: 'LISTEN',
  LoadStmt: 'LOAD',
  LockStmt: 'LOCK TABLE',
  MergeStmt: 'MERGE',
  NotifyStmt: 'NOTIFY',
  PrepareStmt: 'PREPARE',
  ReassignOwnedStmt: 'REASSIGN OWNED',
  RefreshMatViewStmt: 'REFRESH MATERIALIZED VIEW',
  ReindexStmt: 'REINDEX',
  RenameStmt: 'ALTER',
  RuleStmt: 'CREATE RULE',
  SecLabelStmt: 'SECURITY LABEL',
  SelectStmt: 'SELECT',
  TransactionStmt: 'BEGIN',
  TruncateStmt: 'TRUNCATE TABLE',
  UnlistenStmt: 'UNLISTEN',
  UpdateStmt: 'UPDATE',
  VacuumStmt: 'VACUUM',
  VariableSetStmt: 'SET',
  VariableShowStmt: 'SHOW',
  ViewStmt: 'CREATE VIEW',
};

/** PostgreSQL's name for the command, such as "GRANT" or "ALTER MATERIALIZED VIEW". */
export function commandTag(node: Node): string {
  const tag = TAGS[tagOf(node) as keyof typeof TAGS] ?? 'UNKNOWN';
  if (bodyOf(node, 'GrantStmt') && !bodyOf(node, 'GrantStmt')?.is_grant) return 'REVOKE';
  if (bodyOf(node, 'GrantRoleStmt') && !bodyOf(node, 'GrantRoleStmt')?.is_grant) return 'REVOKE ROLE';
  if (bodyOf(node, 'FetchStmt')?.ismove) return 'MOVE';
  if (bodyOf(node, 'CreateFunctionStmt')?.is_procedure) return 'CREATE PROCEDURE';
  const object = objectType(node);
  return object === undefined ? tag : `${tag} ${OBJECT_WORDS[object]}`;
}

/** The kind of object that completes a bare verb. */
function objectType(node: Node): ObjectType | undefined {
  return bodyOf(node, 'AlterObjectDependsStmt')?.objectType
    ?? bodyOf(node, 'AlterObjectSchemaStmt')?.objectType
    ?? bodyOf(node, 'AlterOwnerStmt')?.objectType
    ?? bodyOf(node, 'AlterTableMoveAllStmt')?.objtype
    ?? bodyOf(node, 'AlterTableStmt')?.objtype
    ?? bodyOf(node, 'DefineStmt')?.kind
    ?? bodyOf(node, 'DropStmt')?.removeType
    ?? bodyOf(node, 'RenameStmt')?.renameType;
}
