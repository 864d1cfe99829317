// Made by `npm run generate` from the names of the files beside it.
import type { Family, Rule } from '../src/rule/rule.ts';
import addColumnDefaultForeignKey from './constraints/add-column-default-foreign-key.ts';
import addColumnInlineCheck from './constraints/add-column-inline-check.ts';
import addColumnInlineUnique from './constraints/add-column-inline-unique.ts';
import addColumnWithForeignKey from './constraints/add-column-with-foreign-key.ts';
import addConstrainedDomainColumn from './rewrites/add-constrained-domain-column.ts';
import addIdentityRewrite from './rewrites/add-identity-rewrite.ts';
import addRequiredColumn from './constraints/add-required-column.ts';
import addSerialRewrite from './rewrites/add-serial-rewrite.ts';
import addStoredGeneratedRewrite from './rewrites/add-stored-generated-rewrite.ts';
import advisoryLockBlocksConcurrentBuild from './transactions/advisory-lock-blocks-concurrent-build.ts';
import alterPartitionedRecurses from './partitions-and-triggers/alter-partitioned-recurses.ts';
import applicationModelInMigration from './style/application-model-in-migration.ts';
import applicationName from './transactions/application-name.ts';
import attachPartitionScan from './partitions-and-triggers/attach-partition-scan.ts';
import autocommitSplitsTransaction from './transactions/autocommit-splits-transaction.ts';
import autovacuumDisabled from './style/autovacuum-disabled.ts';
import avoidChar from './style/avoid-char.ts';
import avoidEnum from './style/avoid-enum.ts';
import avoidMoney from './style/avoid-money.ts';
import avoidTimetz from './style/avoid-timetz.ts';
import backfillBeforeDefault from './data/backfill-before-default.ts';
import backfillUnderDdlLock from './data/backfill-under-ddl-lock.ts';
import boundedNumeric from './style/bounded-numeric.ts';
import changeDefault from './destructive/change-default.ts';
import changeGeneratedExpression from './rewrites/change-generated-expression.ts';
import checkScan from './constraints/check-scan.ts';
import codeAndMigrationTogether from './transactions/code-and-migration-together.ts';
import columnOrder from './style/column-order.ts';
import columnTypeRewrite from './rewrites/column-type-rewrite.ts';
import columnTypeUnknownSource from './rewrites/column-type-unknown-source.ts';
import columnUsedByRunningRelease from './destructive/column-used-by-running-release.ts';
import commitEscapesTransaction from './transactions/commit-escapes-transaction.ts';
import concurrentIndexIfNotExists from './indexes/concurrent-index-if-not-exists.ts';
import concurrentlyInTransaction from './transactions/concurrently-in-transaction.ts';
import constrainedDomainTypeChange from './rewrites/constrained-domain-type-change.ts';
import constraintDeferrabilityChange from './constraints/constraint-deferrability-change.ts';
import constraintIndexDropped from './indexes/constraint-index-dropped.ts';
import createMatviewWithData from './rewrites/create-matview-with-data.ts';
import createPartitionLocksParent from './partitions-and-triggers/create-partition-locks-parent.ts';
import createRuleExclusive from './partitions-and-triggers/create-rule-exclusive.ts';
import createTableLocksParent from './constraints/create-table-locks-parent.ts';
import createTriggerLocksWrites from './partitions-and-triggers/create-trigger-locks-writes.ts';
import cumulativeLockBudget from './transactions/cumulative-lock-budget.ts';
import dataDependentConstraint from './constraints/data-dependent-constraint.ts';
import ddlOnHotTable from './indexes/ddl-on-hot-table.ts';
import defaultPartitionScan from './partitions-and-triggers/default-partition-scan.ts';
import deferrableForeignKey from './constraints/deferrable-foreign-key.ts';
import dependentObjectBreaks from './destructive/dependent-object-breaks.ts';
import detachConcurrentlyImpossible from './partitions-and-triggers/detach-concurrently-impossible.ts';
import detachNotConcurrent from './partitions-and-triggers/detach-not-concurrent.ts';
import domainConstraintScan from './constraints/domain-constraint-scan.ts';
import downgradeStops from './destructive/downgrade-stops.ts';
import dropAndAddSameColumn from './destructive/drop-and-add-same-column.ts';
import dropCascade from './destructive/drop-cascade.ts';
import dropChunks from './data/drop-chunks.ts';
import dropColumn from './destructive/drop-column.ts';
import dropForeignKeyLocksParent from './constraints/drop-foreign-key-locks-parent.ts';
import dropIndexInUse from './destructive/drop-index-in-use.ts';
import dropIndexNotConcurrent from './indexes/drop-index-not-concurrent.ts';
import dropNotNull from './destructive/drop-not-null.ts';
import dropPartitionLocksParent from './partitions-and-triggers/drop-partition-locks-parent.ts';
import dropPrimaryKey from './constraints/drop-primary-key.ts';
import dropSchemaOrDatabase from './destructive/drop-schema-or-database.ts';
import dropTable from './destructive/drop-table.ts';
import dropTableLocksParents from './partitions-and-triggers/drop-table-locks-parents.ts';
import dropTriggerExclusive from './partitions-and-triggers/drop-trigger-exclusive.ts';
import dropType from './destructive/drop-type.ts';
import duplicateAssignment from './data/duplicate-assignment.ts';
import editedAfterApplied from './transactions/edited-after-applied.ts';
import enumOrder from './style/enum-order.ts';
import enumValueUsedInSameTransaction from './transactions/enum-value-used-in-same-transaction.ts';
import exclusionConstraintBuild from './constraints/exclusion-constraint-build.ts';
import expiredAllow from './allowances/expired-allow.ts';
import explicitLockTable from './partitions-and-triggers/explicit-lock-table.ts';
import explicitOnDelete from './constraints/explicit-on-delete.ts';
import extensionVersionPin from './style/extension-version-pin.ts';
import foreignKeyCollationMismatch from './constraints/foreign-key-collation-mismatch.ts';
import foreignKeyOnPartitioned from './partitions-and-triggers/foreign-key-on-partitioned.ts';
import foreignKeyScan from './constraints/foreign-key-scan.ts';
import foreignKeyTypeMismatch from './constraints/foreign-key-type-mismatch.ts';
import foreignKeyWithoutIndex from './constraints/foreign-key-without-index.ts';
import functionVolatilityChange from './destructive/function-volatility-change.ts';
import grantWidening from './security/grant-widening.ts';
import identifierTooLong from './style/identifier-too-long.ts';
import idleInTransactionTimeout from './transactions/idle-in-transaction-timeout.ts';
import indexBuildUnderExclusiveLock from './indexes/index-build-under-exclusive-lock.ts';
import indexMethodAdvice from './indexes/index-method-advice.ts';
import indexMoveTablespace from './indexes/index-move-tablespace.ts';
import indexNotConcurrent from './indexes/index-not-concurrent.ts';
import indexOnPartitionedTable from './indexes/index-on-partitioned-table.ts';
import indexOnWriteHotTable from './indexes/index-on-write-hot-table.ts';
import indexRenameThroughAlterTable from './indexes/index-rename-through-alter-table.ts';
import irreversibleMigration from './destructive/irreversible-migration.ts';
import jsonColumn from './destructive/json-column.ts';
import keyTypeChangeLocksReferencers from './rewrites/key-type-change-locks-referencers.ts';
import leftOutByAlembic from './constraints/left-out-by-alembic.ts';
import lockOrderDeadlock from './transactions/lock-order-deadlock.ts';
import lockTimeoutKillsConcurrentBuild from './transactions/lock-timeout-kills-concurrent-build.ts';
import lockTimeoutUseless from './transactions/lock-timeout-useless.ts';
import locksKeptThroughRun from './transactions/locks-kept-through-run.ts';
import malformedAllow from './allowances/malformed-allow.ts';
import managedPartitionDdl from './partitions-and-triggers/managed-partition-ddl.ts';
import matviewRefreshConcurrentExclusive from './rewrites/matview-refresh-concurrent-exclusive.ts';
import matviewRefreshLocksReaders from './rewrites/matview-refresh-locks-readers.ts';
import migrationOrder from './transactions/migration-order.ts';
import migrationStops from './transactions/migration-stops.ts';
import missingAnalyze from './data/missing-analyze.ts';
import missingLockTimeout from './transactions/missing-lock-timeout.ts';
import missingStatementTimeout from './transactions/missing-statement-timeout.ts';
import naming from './style/naming.ts';
import narrowingTypeChange from './rewrites/narrowing-type-change.ts';
import nativeNotNullAvailable from './constraints/native-not-null-available.ts';
import nestedTransaction from './transactions/nested-transaction.ts';
import neverValidated from './constraints/never-validated.ts';
import notEnforced from './constraints/not-enforced.ts';
import notIdempotentOutsideTransaction from './transactions/not-idempotent-outside-transaction.ts';
import ownerOrPrivilegeDrift from './security/owner-or-privilege-drift.ts';
import partitionKeyMissingInKey from './constraints/partition-key-missing-in-key.ts';
import partitionedPrimaryKey from './constraints/partitioned-primary-key.ts';
import policyIncomplete from './security/policy-incomplete.ts';
import preferBigintKey from './style/prefer-bigint-key.ts';
import preferIdentity from './style/prefer-identity.ts';
import preferJsonb from './style/prefer-jsonb.ts';
import preferText from './style/prefer-text.ts';
import preferTimestamptz from './style/prefer-timestamptz.ts';
import primaryKeyBuild from './constraints/primary-key-build.ts';
import primaryKeyOnNullable from './constraints/primary-key-on-nullable.ts';
import recreateEnum from './destructive/recreate-enum.ts';
import redundantIndex from './indexes/redundant-index.ts';
import reindexNotConcurrent from './indexes/reindex-not-concurrent.ts';
import reindexScopeInTransaction from './transactions/reindex-scope-in-transaction.ts';
import renameColumn from './destructive/rename-column.ts';
import renameEnumValue from './destructive/rename-enum-value.ts';
import renameSchemaOrMove from './destructive/rename-schema-or-move.ts';
import renameTable from './destructive/rename-table.ts';
import repeatedAlterTable from './transactions/repeated-alter-table.ts';
import replaceIndexGap from './indexes/replace-index-gap.ts';
import requiredColumnBreaksInserts from './destructive/required-column-breaks-inserts.ts';
import requiredColumns from './style/required-columns.ts';
import requiredComments from './style/required-comments.ts';
import rewriteHeadroom from './rewrites/rewrite-headroom.ts';
import roleOrSuperuserChange from './security/role-or-superuser-change.ts';
import rowCountUnbounded from './data/row-count-unbounded.ts';
import rowSecurityExclusive from './partitions-and-triggers/row-security-exclusive.ts';
import rowSecurityWithoutPolicy from './security/row-security-without-policy.ts';
import savepointUse from './transactions/savepoint-use.ts';
import securityDefinerSearchPath from './security/security-definer-search-path.ts';
import sequenceNotReset from './data/sequence-not-reset.ts';
import setAccessMethod from './rewrites/set-access-method.ts';
import setLocalOutsideTransaction from './transactions/set-local-outside-transaction.ts';
import setLoggedUnloggedRewrite from './rewrites/set-logged-unlogged-rewrite.ts';
import setNotNullOverNotValid from './constraints/set-not-null-over-not-valid.ts';
import setNotNullScan from './constraints/set-not-null-scan.ts';
import setNotNullWithCheckDrop from './constraints/set-not-null-with-check-drop.ts';
import setTablespaceCopy from './rewrites/set-tablespace-copy.ts';
import severalForeignKeys from './constraints/several-foreign-keys.ts';
import storageSettingExclusiveLock from './rewrites/storage-setting-exclusive-lock.ts';
import tableWithoutKey from './style/table-without-key.ts';
import timeDependentCheck from './constraints/time-dependent-check.ts';
import timestampTimezoneConversion from './rewrites/timestamp-timezone-conversion.ts';
import toastCompression from './style/toast-compression.ts';
import toggleTrigger from './partitions-and-triggers/toggle-trigger.ts';
import truncate from './destructive/truncate.ts';
import typeChangeBlockedByDependent from './rewrites/type-change-blocked-by-dependent.ts';
import typeChangeRebuildsIndex from './rewrites/type-change-rebuilds-index.ts';
import typeChangeWithUsing from './rewrites/type-change-with-using.ts';
import typeCreatedTwice from './transactions/type-created-twice.ts';
import typeLeftBehind from './destructive/type-left-behind.ts';
import typedTableAttribute from './partitions-and-triggers/typed-table-attribute.ts';
import unbatchedDml from './data/unbatched-dml.ts';
import uncommittedTransaction from './transactions/uncommitted-transaction.ts';
import uniqueConstraintBuild from './constraints/unique-constraint-build.ts';
import unloggedTable from './style/unlogged-table.ts';
import unnamedConcurrentIndex from './indexes/unnamed-concurrent-index.ts';
import unnamedConstraint from './style/unnamed-constraint.ts';
import unqualifiedName from './style/unqualified-name.ts';
import unreadDdl from './transactions/unread-ddl.ts';
import unreadStatement from './transactions/unread-statement.ts';
import unsupportedNotValid from './constraints/unsupported-not-valid.ts';
import unusedAllow from './allowances/unused-allow.ts';
import vacuumFullOrCluster from './rewrites/vacuum-full-or-cluster.ts';
import validateInSameTransaction from './transactions/validate-in-same-transaction.ts';
import volatileDefaultRewrite from './rewrites/volatile-default-rewrite.ts';
import weakLockBehindVacuum from './partitions-and-triggers/weak-lock-behind-vacuum.ts';
import wideIndex from './indexes/wide-index.ts';
import wideLockWindow from './transactions/wide-lock-window.ts';
import workAfterExclusiveLock from './transactions/work-after-exclusive-lock.ts';

/** All rules, in the folders that they lie in. */
export const families: readonly Family[] = [
  {
    name: 'allowances',
    rules: [
      expiredAllow,
      malformedAllow,
      unusedAllow,
    ],
  },
  {
    name: 'constraints',
    rules: [
      addColumnDefaultForeignKey,
      addColumnInlineCheck,
      addColumnInlineUnique,
      addColumnWithForeignKey,
      addRequiredColumn,
      checkScan,
      constraintDeferrabilityChange,
      createTableLocksParent,
      dataDependentConstraint,
      deferrableForeignKey,
      domainConstraintScan,
      dropForeignKeyLocksParent,
      dropPrimaryKey,
      exclusionConstraintBuild,
      explicitOnDelete,
      foreignKeyCollationMismatch,
      foreignKeyScan,
      foreignKeyTypeMismatch,
      foreignKeyWithoutIndex,
      leftOutByAlembic,
      nativeNotNullAvailable,
      neverValidated,
      notEnforced,
      partitionKeyMissingInKey,
      partitionedPrimaryKey,
      primaryKeyBuild,
      primaryKeyOnNullable,
      setNotNullOverNotValid,
      setNotNullScan,
      setNotNullWithCheckDrop,
      severalForeignKeys,
      timeDependentCheck,
      uniqueConstraintBuild,
      unsupportedNotValid,
    ],
  },
  {
    name: 'data',
    rules: [
      backfillBeforeDefault,
      backfillUnderDdlLock,
      dropChunks,
      duplicateAssignment,
      missingAnalyze,
      rowCountUnbounded,
      sequenceNotReset,
      unbatchedDml,
    ],
  },
  {
    name: 'destructive',
    rules: [
      changeDefault,
      columnUsedByRunningRelease,
      dependentObjectBreaks,
      downgradeStops,
      dropAndAddSameColumn,
      dropCascade,
      dropColumn,
      dropIndexInUse,
      dropNotNull,
      dropSchemaOrDatabase,
      dropTable,
      dropType,
      functionVolatilityChange,
      irreversibleMigration,
      jsonColumn,
      recreateEnum,
      renameColumn,
      renameEnumValue,
      renameSchemaOrMove,
      renameTable,
      requiredColumnBreaksInserts,
      truncate,
      typeLeftBehind,
    ],
  },
  {
    name: 'indexes',
    rules: [
      concurrentIndexIfNotExists,
      constraintIndexDropped,
      ddlOnHotTable,
      dropIndexNotConcurrent,
      indexBuildUnderExclusiveLock,
      indexMethodAdvice,
      indexMoveTablespace,
      indexNotConcurrent,
      indexOnPartitionedTable,
      indexOnWriteHotTable,
      indexRenameThroughAlterTable,
      redundantIndex,
      reindexNotConcurrent,
      replaceIndexGap,
      unnamedConcurrentIndex,
      wideIndex,
    ],
  },
  {
    name: 'partitions-and-triggers',
    rules: [
      alterPartitionedRecurses,
      attachPartitionScan,
      createPartitionLocksParent,
      createRuleExclusive,
      createTriggerLocksWrites,
      defaultPartitionScan,
      detachConcurrentlyImpossible,
      detachNotConcurrent,
      dropPartitionLocksParent,
      dropTableLocksParents,
      dropTriggerExclusive,
      explicitLockTable,
      foreignKeyOnPartitioned,
      managedPartitionDdl,
      rowSecurityExclusive,
      toggleTrigger,
      typedTableAttribute,
      weakLockBehindVacuum,
    ],
  },
  {
    name: 'rewrites',
    rules: [
      addConstrainedDomainColumn,
      addIdentityRewrite,
      addSerialRewrite,
      addStoredGeneratedRewrite,
      changeGeneratedExpression,
      columnTypeRewrite,
      columnTypeUnknownSource,
      constrainedDomainTypeChange,
      createMatviewWithData,
      keyTypeChangeLocksReferencers,
      matviewRefreshConcurrentExclusive,
      matviewRefreshLocksReaders,
      narrowingTypeChange,
      rewriteHeadroom,
      setAccessMethod,
      setLoggedUnloggedRewrite,
      setTablespaceCopy,
      storageSettingExclusiveLock,
      timestampTimezoneConversion,
      typeChangeBlockedByDependent,
      typeChangeRebuildsIndex,
      typeChangeWithUsing,
      vacuumFullOrCluster,
      volatileDefaultRewrite,
    ],
  },
  {
    name: 'security',
    rules: [
      grantWidening,
      ownerOrPrivilegeDrift,
      policyIncomplete,
      roleOrSuperuserChange,
      rowSecurityWithoutPolicy,
      securityDefinerSearchPath,
    ],
  },
  {
    name: 'style',
    rules: [
      applicationModelInMigration,
      autovacuumDisabled,
      avoidChar,
      avoidEnum,
      avoidMoney,
      avoidTimetz,
      boundedNumeric,
      columnOrder,
      enumOrder,
      extensionVersionPin,
      identifierTooLong,
      naming,
      preferBigintKey,
      preferIdentity,
      preferJsonb,
      preferText,
      preferTimestamptz,
      requiredColumns,
      requiredComments,
      tableWithoutKey,
      toastCompression,
      unloggedTable,
      unnamedConstraint,
      unqualifiedName,
    ],
  },
  {
    name: 'transactions',
    rules: [
      advisoryLockBlocksConcurrentBuild,
      applicationName,
      autocommitSplitsTransaction,
      codeAndMigrationTogether,
      commitEscapesTransaction,
      concurrentlyInTransaction,
      cumulativeLockBudget,
      editedAfterApplied,
      enumValueUsedInSameTransaction,
      idleInTransactionTimeout,
      lockOrderDeadlock,
      lockTimeoutKillsConcurrentBuild,
      lockTimeoutUseless,
      locksKeptThroughRun,
      migrationOrder,
      migrationStops,
      missingLockTimeout,
      missingStatementTimeout,
      nestedTransaction,
      notIdempotentOutsideTransaction,
      reindexScopeInTransaction,
      repeatedAlterTable,
      savepointUse,
      setLocalOutsideTransaction,
      typeCreatedTwice,
      uncommittedTransaction,
      unreadDdl,
      unreadStatement,
      validateInSameTransaction,
      wideLockWindow,
      workAfterExclusiveLock,
    ],
  },
];

/** All rules, by name. */
export const rules: readonly Rule[] = families.flatMap((family) => family.rules).sort((a, b) => (a.name < b.name ? -1 : 1));
