import type { Node } from '@pgsql/types';
import type { Reach } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { commandTag } from './tag.ts';
import { bodiesOf, bodyOf, tagOf } from './tree.ts';
import type { Tag } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** Statements whose effect stands in a text that nobody has read. */
export const unknownText: Readers = { DoStmt: runUnknown, CallStmt: runUnknown, ExecuteStmt: runUnknown };

function runUnknown(_body: unknown, here: Wording, within: Stretch): readonly Operation[] {
  return [{ kind: 'run unknown text', when: ALWAYS, span: here.through(within.from, within.from), reach: 'anything' }];
}

/** A statement without a kind of its own: its command tag and what it may have changed. Never silence. */
export function readOther(node: Node, here: Wording, within: Stretch): readonly Operation[] {
  const tag = commandTag(node);
  const words = tag.toLowerCase().split(' ');
  return [{ kind: 'other', when: ALWAYS, span: here.asking(within, within.to, ...words), tag, reach: reachOf(node) }];
}

/** Statements that change nothing that a catalog of tables, columns, indexes and types holds. */
const CHANGES_NOTHING: ReadonlySet<Tag> = new Set<Tag>([
  'AccessPriv', 'AlterCollationStmt', 'AlterDatabaseRefreshCollStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseStmt', 'AlterDefaultPrivilegesStmt',
  'AlterEventTrigStmt', 'AlterExtensionContentsStmt', 'AlterExtensionStmt', 'AlterFdwStmt', 'AlterForeignServerStmt', 'AlterObjectDependsStmt',
  'AlterOpFamilyStmt', 'AlterOperatorStmt', 'AlterOwnerStmt', 'AlterRoleSetStmt', 'AlterRoleStmt', 'AlterStatsStmt', 'AlterSubscriptionStmt',
  'AlterSystemStmt', 'AlterTSConfigurationStmt', 'AlterTSDictionaryStmt', 'AlterTableSpaceOptionsStmt', 'AlterUserMappingStmt', 'CheckPointStmt',
  'ClosePortalStmt', 'ConstraintsSetStmt', 'CreateAmStmt', 'CreateCastStmt', 'CreateConversionStmt', 'CreateEventTrigStmt', 'CreateExtensionStmt',
  'CreateFdwStmt', 'CreateForeignServerStmt', 'CreateOpClassStmt', 'CreateOpFamilyStmt', 'CreatePLangStmt', 'CreateRoleStmt',
  'CreateSubscriptionStmt', 'CreateTableSpaceStmt', 'CreateTransformStmt', 'CreateUserMappingStmt', 'CreatedbStmt', 'DeallocateStmt', 'DropRoleStmt',
  'DropSubscriptionStmt', 'DropTableSpaceStmt', 'DropUserMappingStmt', 'DropdbStmt', 'FetchStmt', 'GrantRoleStmt', 'GrantStmt', 'ListenStmt', 'LoadStmt',
  'NotifyStmt', 'PrepareStmt', 'ReassignOwnedStmt', 'SecLabelStmt', 'UnlistenStmt', 'VariableShowStmt',
]);

function reachOf(node: Node): Reach {
  if (CHANGES_NOTHING.has(tagOf(node))) return 'nothing';
  return tablesOf(node) ?? 'anything';
}

/** Statements about a table that the catalog does not follow in detail. */
function tablesOf(node: Node): readonly ObjectName[] | undefined {
  const rule = bodyOf(node, 'RuleStmt')?.relation;
  const policy = (bodyOf(node, 'CreatePolicyStmt') ?? bodyOf(node, 'AlterPolicyStmt'))?.table;
  const table = rule ?? policy;
  if (table) return [{ type: 'relation', schema: table.schemaname, name: table.relname ?? '' }];
  const statistics = bodyOf(node, 'CreateStatsStmt');
  if (statistics) return bodiesOf(statistics.relations, 'RangeVar').map(({ schemaname, relname }) => ({ type: 'relation', schema: schemaname, name: relname ?? '' }));
  const published = bodyOf(node, 'CreatePublicationStmt') ?? bodyOf(node, 'AlterPublicationStmt');
  if (published) return bodiesOf(published.pubobjects, 'PublicationObjSpec').flatMap(({ pubtable }) => publishedTable(pubtable?.relation));
  const defined = bodyOf(node, 'DefineStmt');
  return defined && [];
}

function publishedTable(relation: { readonly schemaname?: string; readonly relname?: string } | undefined): readonly ObjectName[] {
  return relation ? [{ type: 'relation', schema: relation.schemaname, name: relation.relname ?? '' }] : [];
}
