import type { AlterTableCmd, AlterTableType, Node } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import { partNamed, relationNamed } from './names.ts';
import type { Asked } from './subcommand.ts';
import { alteredColumn } from './subcommand.ts';
import type { OperationOf, StorageParameter } from './operation.ts';
import { roleName } from './roles.ts';
import { bodiesOf, bodyOf, integerOf, nameParts } from './tree.ts';

/** PostgreSQL's words for the sub-commands of ALTER TABLE that have no kind of their own. */
const NAMES: { readonly [S in AlterTableType]?: string } = {
  AT_AddColumnToView: 'ADD COLUMN',
  AT_SetStatistics: 'SET STATISTICS',
  AT_SetOptions: 'SET (column options)',
  AT_ResetOptions: 'RESET (column options)',
  AT_SetStorage: 'SET STORAGE',
  AT_SetCompression: 'SET COMPRESSION',
  AT_AlterConstraint: 'ALTER CONSTRAINT',
  AT_AlterColumnGenericOptions: 'OPTIONS',
  AT_ChangeOwner: 'OWNER TO',
  AT_ClusterOn: 'CLUSTER ON',
  AT_DropCluster: 'SET WITHOUT CLUSTER',
  AT_DropOids: 'SET WITHOUT OIDS',
  AT_SetAccessMethod: 'SET ACCESS METHOD',
  AT_SetTableSpace: 'SET TABLESPACE',
  AT_SetRelOptions: 'SET (storage parameters)',
  AT_ResetRelOptions: 'RESET (storage parameters)',
  AT_EnableTrig: 'ENABLE TRIGGER',
  AT_EnableAlwaysTrig: 'ENABLE ALWAYS TRIGGER',
  AT_EnableReplicaTrig: 'ENABLE REPLICA TRIGGER',
  AT_DisableTrig: 'DISABLE TRIGGER',
  AT_EnableTrigAll: 'ENABLE TRIGGER ALL',
  AT_DisableTrigAll: 'DISABLE TRIGGER ALL',
  AT_EnableTrigUser: 'ENABLE TRIGGER USER',
  AT_DisableTrigUser: 'DISABLE TRIGGER USER',
  AT_EnableRule: 'ENABLE RULE',
  AT_EnableAlwaysRule: 'ENABLE ALWAYS RULE',
  AT_EnableReplicaRule: 'ENABLE REPLICA RULE',
  AT_DisableRule: 'DISABLE RULE',
  AT_AddInherit: 'INHERIT',
  AT_DropInherit: 'NO INHERIT',
  AT_ReplicaIdentity: 'REPLICA IDENTITY',
  AT_EnableRowSecurity: 'ENABLE ROW LEVEL SECURITY',
  AT_DisableRowSecurity: 'DISABLE ROW LEVEL SECURITY',
  AT_ForceRowSecurity: 'FORCE ROW LEVEL SECURITY',
  AT_NoForceRowSecurity: 'NO FORCE ROW LEVEL SECURITY',
  AT_GenericOptions: 'OPTIONS',
  AT_SetIdentity: 'SET GENERATED',
};

/** What a sub-command does, as PostgreSQL's manual calls it: "OWNER TO". */
export function subcommandName({ subtype, def }: AlterTableCmd): string {
  const altered = bodyOf(def, 'ATAlterConstraint');
  if (altered?.alterEnforceability) return altered.is_enforced ? 'ALTER CONSTRAINT ENFORCED' : 'ALTER CONSTRAINT NOT ENFORCED';
  return (subtype && NAMES[subtype]) ?? 'ALTER TABLE';
}

type NamedBy = Pick<OperationOf<'alter table'>, 'part' | 'other' | 'parameters' | 'owner' | 'to'>;

/** The column, constraint or trigger, the relation or index, the storage parameters, or the place or method that such a sub-command names. */
export function namedBy(asked: Asked): NamedBy {
  const { command, here, part, table } = asked;
  const { subtype, name, def } = command;
  if (subtype === 'AT_SetRelOptions' || subtype === 'AT_ResetRelOptions') return { parameters: parametersIn(bodyOf(def, 'List')?.items) };
  if (subtype === 'AT_SetIdentity') return { part: alteredColumn(asked), ...generatedIn(bodyOf(def, 'List')?.items) };
  if (subtype === 'AT_ChangeOwner') return { owner: roleName(command.newowner) };
  if (subtype === 'AT_ReplicaIdentity') return replicaIndex(asked);
  if (bodyOf(def, 'RangeVar')) return { other: relationNamed(bodyOf(def, 'RangeVar'), here) };
  const constraint = bodyOf(def, 'ATAlterConstraint')?.conname;
  if (constraint !== undefined) return { part: partNamed('constraint', constraint, table, here, part.from + 2) };
  if (name === undefined) return {};
  if (subtype === 'AT_SetTableSpace' || subtype === 'AT_SetAccessMethod') return { to: name };
  if (subtype === 'AT_ClusterOn') return { other: indexOf(name, asked) };
  if (here.word(part.from) === 'alter') return { part: alteredColumn(asked) };
  if (subtype?.endsWith('Trig')) return { part: partNamed('trigger', name, table, here, part.to - 1) };
  return subtype?.endsWith('Rule') ? { part: partNamed('rule', name, table, here, part.to - 1) } : {};
}

/** SET GENERATED ALWAYS or BY DEFAULT; what else is set is about the sequence. */
function generatedIn(items: readonly Node[] | undefined): NamedBy {
  const option = bodiesOf(items, 'DefElem').find(({ defname }) => defname === 'generated');
  const letter = integerOf(option?.arg);
  return letter === undefined ? {} : { to: letter === 'a'.charCodeAt(0) ? 'always' : 'by default' };
}

/** `toast.autovacuum_enabled` is a parameter of the table that keeps its large values. */
export function parametersIn(items: readonly Node[] | undefined): readonly StorageParameter[] {
  return bodiesOf(items, 'DefElem').map(({ defnamespace, defname = '', arg }) => {
    const value = wordIn(arg);
    return { name: defnamespace === undefined ? defname : `${defnamespace}.${defname}`, ...(value === undefined ? {} : { value }) };
  });
}

function wordIn(value: Node | undefined): string | undefined {
  return nameParts(value).at(-1) ?? integerOf(value)?.toString() ?? bodyOf(value, 'Float')?.fval;
}

/** REPLICA IDENTITY USING INDEX i. */
function replicaIndex(asked: Asked): NamedBy {
  const name = bodyOf(asked.command.def, 'ReplicaIdentityStmt')?.name;
  return name === undefined ? {} : { other: indexOf(name, asked) };
}

/** An index named without a schema is looked for in the schema of its table. */
function indexOf(name: string, { here, part, table }: Asked): Named {
  return { type: 'index', schema: table.schema, name, span: here.through(part.to - 1, part.to - 1) };
}
