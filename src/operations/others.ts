import type { Node, RangeVar } from '@pgsql/types';
import type { Reach } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { commandTag } from './tag.ts';
import { bodiesOf, bodyOf, stringsOf, tagOf } from './tree.ts';
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
  'AlterCollationStmt', 'AlterDatabaseRefreshCollStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseStmt', 'AlterDefaultPrivilegesStmt',
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
  const names = namedIn(node);
  return names?.length === 0 ? 'nothing' : names ?? 'anything';
}

/** What a statement names of the things that the catalog does not follow in detail. */
function namedIn(node: Node): readonly ObjectName[] | undefined {
  const table = bodyOf(node, 'RuleStmt')?.relation ?? (bodyOf(node, 'CreatePolicyStmt') ?? bodyOf(node, 'AlterPolicyStmt'))?.table;
  if (table) return relations([table]);
  const statistics = bodyOf(node, 'CreateStatsStmt');
  if (statistics) return relations(bodiesOf(statistics.relations, 'RangeVar'));
  const published = bodyOf(node, 'CreatePublicationStmt') ?? bodyOf(node, 'AlterPublicationStmt');
  if (published) return relations(bodiesOf(published.pubobjects, 'PublicationObjSpec').flatMap(({ pubtable }) => pubtable?.relation ?? []));
  const defined = bodyOf(node, 'DefineStmt');
  if (!defined) return undefined;
  const parts = stringsOf(defined.defnames);
  return defined.kind === 'OBJECT_TYPE' ? [{ type: 'type', schema: parts.at(-2), name: parts.at(-1) ?? '' }] : [];
}

function relations(ranges: readonly RangeVar[]): readonly ObjectName[] {
  return ranges.map(({ schemaname, relname }) => ({ type: 'relation', schema: schemaname, name: relname ?? '' }));
}
