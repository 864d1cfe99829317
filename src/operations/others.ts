import type { ExecuteStmt, Node, RangeVar } from '@pgsql/types';
import type { Reach } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { commandTag } from './tag.ts';
import { bodiesOf, bodyOf, tagOf } from './tree.ts';
import type { Tag } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** EXECUTE names a statement that another one has prepared. */
export const unknownText: Readers = { ExecuteStmt: runPrepared };

function runPrepared({ name = '' }: ExecuteStmt, here: Wording, within: Stretch): readonly Operation[] {
  const reason = `What EXECUTE ${name} runs was prepared by another statement, which is not followed.`;
  return [{ kind: 'run unknown text', when: ALWAYS, span: here.through(within.from, within.from), reason, reach: 'anything' }];
}

/** A statement without a kind of its own: its command tag and what it may have changed. Never silence. */
export function readOther(node: Node, here: Wording, within: Stretch): readonly Operation[] {
  const tag = commandTag(node);
  const words = tag.toLowerCase().split(' ');
  return [{ kind: 'other', when: ALWAYS, span: here.asking(within, within.to, ...words), tag, reach: reachOf(node), ...namesOf(node) }];
}

/** Statements that change nothing that a catalog of tables, columns, indexes and types holds. */
const CHANGES_NOTHING: ReadonlySet<Tag> = new Set<Tag>([
  'AlterCollationStmt', 'AlterDatabaseRefreshCollStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseStmt', 'AlterDefaultPrivilegesStmt',
  'AlterEventTrigStmt', 'AlterExtensionContentsStmt', 'AlterExtensionStmt', 'AlterFdwStmt', 'AlterForeignServerStmt', 'AlterObjectDependsStmt',
  'AlterOpFamilyStmt', 'AlterOperatorStmt', 'AlterOwnerStmt', 'AlterRoleSetStmt', 'AlterRoleStmt', 'AlterStatsStmt', 'AlterSubscriptionStmt',
  'AlterPolicyStmt', 'AlterPublicationStmt', 'AlterSystemStmt', 'AlterTSConfigurationStmt', 'AlterTSDictionaryStmt', 'AlterTableSpaceOptionsStmt', 'AlterUserMappingStmt', 'CheckPointStmt',
  'ClosePortalStmt', 'ConstraintsSetStmt', 'CreateAmStmt', 'CreateCastStmt', 'CreateConversionStmt', 'CreateEventTrigStmt', 'CreateExtensionStmt',
  'CreatePolicyStmt', 'CreatePublicationStmt', 'CreateStatsStmt', 'CreateFdwStmt', 'CreateForeignServerStmt', 'CreateOpClassStmt', 'CreateOpFamilyStmt', 'CreatePLangStmt', 'CreateRoleStmt',
  'CreateSubscriptionStmt', 'CreateTableSpaceStmt', 'CreateTransformStmt', 'CreateUserMappingStmt', 'CreatedbStmt', 'DeallocateStmt', 'DropRoleStmt',
  'DropSubscriptionStmt', 'DropTableSpaceStmt', 'DropUserMappingStmt', 'DropdbStmt', 'FetchStmt', 'GrantRoleStmt', 'GrantStmt', 'ListenStmt', 'LoadStmt',
  'NotifyStmt', 'PrepareStmt', 'ReassignOwnedStmt', 'RuleStmt', 'SecLabelStmt', 'UnlistenStmt', 'VariableShowStmt',
]);

function reachOf(node: Node): Reach {
  if (CHANGES_NOTHING.has(tagOf(node))) return 'nothing';
  return bodyOf(node, 'DefineStmt') ? 'nothing' : 'anything';
}

function namesOf(node: Node): { readonly names?: readonly ObjectName[] } {
  const names = relationsIn(node);
  return names ? { names } : {};
}

/** The relations that a rule, a policy, a publication and their like speak of. */
function relationsIn(node: Node): readonly ObjectName[] | undefined {
  const granted = bodyOf(node, 'GrantStmt');
  if (granted) return granted.objtype === 'OBJECT_TABLE' && granted.targtype === 'ACL_TARGET_OBJECT' ? relations(bodiesOf(granted.objects, 'RangeVar')) : [];
  const table = bodyOf(node, 'RuleStmt')?.relation ?? (bodyOf(node, 'CreatePolicyStmt') ?? bodyOf(node, 'AlterPolicyStmt'))?.table;
  if (table) return relations([table]);
  const statistics = bodyOf(node, 'CreateStatsStmt');
  if (statistics) return relations(bodiesOf(statistics.relations, 'RangeVar'));
  const published = bodyOf(node, 'CreatePublicationStmt') ?? bodyOf(node, 'AlterPublicationStmt');
  return published && relations(bodiesOf(published.pubobjects, 'PublicationObjSpec').flatMap(({ pubtable }) => pubtable?.relation ?? []));
}

function relations(ranges: readonly RangeVar[]): readonly ObjectName[] {
  return ranges.map(({ schemaname, relname }) => ({ type: 'relation', schema: schemaname, name: relname ?? '' }));
}
