import type { ExecuteStmt, Node, ObjectType, RangeVar } from '@pgsql/types';
import type { Reach } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Operation } from './operation.ts';
import { detailsOf } from './other-details.ts';
import type { Readers } from './reader.ts';
import { commandTag } from './tag.ts';
import { bodiesOf, bodyOf, nameParts, tagOf } from './tree.ts';
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
  return [{ kind: 'other', when: ALWAYS, span: here.asking(within, within.to, ...words), tag, reach: reachOf(node), ...namesOf(node), ...detailsOf(node) }];
}

/** Statements that change nothing that a catalog of tables, columns, indexes and types holds. */
const CHANGES_NOTHING: ReadonlySet<Tag> = new Set<Tag>([
  'AlterCollationStmt', 'AlterDatabaseRefreshCollStmt', 'AlterDatabaseSetStmt', 'AlterDatabaseStmt', 'AlterDefaultPrivilegesStmt',
  'AlterEventTrigStmt', 'AlterExtensionContentsStmt', 'AlterExtensionStmt', 'AlterFdwStmt', 'AlterForeignServerStmt', 'AlterObjectDependsStmt',
  'AlterOpFamilyStmt', 'AlterOperatorStmt', 'AlterOwnerStmt', 'AlterRoleSetStmt', 'AlterRoleStmt', 'AlterSubscriptionStmt',
  'AlterSystemStmt', 'AlterTSConfigurationStmt', 'AlterTSDictionaryStmt', 'AlterTableSpaceOptionsStmt', 'AlterUserMappingStmt', 'CheckPointStmt',
  'ClosePortalStmt', 'ConstraintsSetStmt', 'CreateAmStmt', 'CreateCastStmt', 'CreateConversionStmt', 'CreateEventTrigStmt', 'CreateExtensionStmt',
  'CreateFdwStmt', 'CreateForeignServerStmt', 'CreateOpClassStmt', 'CreateOpFamilyStmt', 'CreatePLangStmt', 'CreateRoleStmt',
  'CreateSubscriptionStmt', 'CreateTableSpaceStmt', 'CreateTransformStmt', 'CreateUserMappingStmt', 'CreatedbStmt', 'DeallocateStmt', 'DropRoleStmt',
  'DropSubscriptionStmt', 'DropTableSpaceStmt', 'DropUserMappingStmt', 'DropdbStmt', 'FetchStmt', 'GrantRoleStmt', 'GrantStmt', 'ListenStmt', 'LoadStmt',
  'NotifyStmt', 'PrepareStmt', 'ReassignOwnedStmt', 'SecLabelStmt', 'UnlistenStmt', 'VariableShowStmt',
]);

function reachOf(node: Node): Reach {
  if (CHANGES_NOTHING.has(tagOf(node))) return 'nothing';
  return bodyOf(node, 'DefineStmt') ? 'nothing' : 'anything';
}

function namesOf(node: Node): { readonly names?: readonly ObjectName[] } {
  const names = relationsIn(node);
  return names ? { names } : {};
}

/** The relations that a grant, a label and their like speak of. */
function relationsIn(node: Node): readonly ObjectName[] | undefined {
  const granted = bodyOf(node, 'GrantStmt');
  if (granted) return (granted.objtype === 'OBJECT_TABLE' || granted.objtype === 'OBJECT_SEQUENCE') && granted.targtype === 'ACL_TARGET_OBJECT' ? relations(bodiesOf(granted.objects, 'RangeVar')) : [];
  const depends = bodyOf(node, 'AlterObjectDependsStmt');
  if (depends?.relation) return relations([depends.relation]);
  const labelled = bodyOf(node, 'SecLabelStmt');
  if (labelled && isRelation(labelled.objtype)) return [namedIn(nameParts(labelled.object))];
  const member = bodyOf(node, 'AlterExtensionContentsStmt');
  if (member) return isRelation(member.objtype) ? [namedIn(nameParts(member.object))] : [];
  return undefined;
}

/** Views, sequences and foreign tables have names as tables have them. */
function isRelation(type: ObjectType | undefined): boolean {
  return type !== undefined && ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'].includes(type);
}

function namedIn(parts: readonly string[]): ObjectName {
  return { type: 'relation', schema: parts.at(-2), name: parts.at(-1) ?? '' };
}

function relations(ranges: readonly RangeVar[]): readonly ObjectName[] {
  return ranges.map(({ schemaname, relname }) => ({ type: 'relation', schema: schemaname, name: relname ?? '' }));
}
