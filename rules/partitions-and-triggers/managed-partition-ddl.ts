import { describe } from '../../src/operations/describe.ts';
import type { Invocation } from '../../src/operations/kinds/code.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { ScriptSituation } from '../../src/rule/script-situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';

/** Who manages parts of a table, and by which call it is told to. */
const MANAGERS: Readonly<Record<string, Manager>> = {
  create_parent: { name: 'pg_partman', instead: 'Let pg_partman do it: partman.run_maintenance makes partitions, partman.drop_partition_time and its kin retire them.' },
  create_hypertable: { name: 'TimescaleDB', instead: 'Let TimescaleDB do it: drop_chunks, move_chunk, set_chunk_time_interval.' },
  create_distributed_table: { name: 'Citus', instead: 'Change the distributed table, which Citus does to its shards.' },
};

interface Manager { readonly name: string; readonly instead: string }
interface Managed extends Manager { readonly table: string }

type PartDdl = OperationOf<'create table' | 'drop table' | 'attach partition' | 'detach partition' | 'alter table' | 'add column' | 'drop column' | 'truncate'>;

export default defineHistoryRule({
  name: 'managed-partition-ddl',
  summary: 'Leave the parts of a table to the extension that manages them.',
  why: `
    pg_partman, TimescaleDB and Citus keep records of the partitions, chunks and shards that they make. What is made,
    changed or dropped past them is missing in these records or left over there, and their next run fails or does it again.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://github.com/pgpartman/pg_partman/blob/master/doc/pg_partman.md', 'https://docs.timescale.com/', 'https://docs.citusdata.com/'],
  options: {
    schemas: { kind: 'texts', about: 'Schemas in which an extension keeps parts of tables and its records of them.', otherwise: ['_timescaledb_internal', '_timescaledb_catalog', '_timescaledb_config', 'partman'] },
  } as const,

  check(here, { schemas }) {
    const managed = managedIn(here);
    return here.upgrades.flatMap((script) => {
      const own = new Set(managed.map(({ table }) => table));
      return script.written('create table', 'drop table', 'attach partition', 'detach partition', 'alter table', 'add column', 'drop column', 'truncate')
        .flatMap(({ operation, at }): readonly Finding[] => {
          const { schema } = operation.table;
          if (schema !== undefined && schemas.includes(schema)) return [finding(operation, at, `${schema} is kept by an extension`, 'Use the extension\'s own functions.')];
          const by = own.size === 0 ? undefined : managed.find((one) => isPartOf(operation, one, script));
          return by ? [finding(operation, at, `${by.name} manages the parts of ${by.table}`, by.instead)] : [];
        });
    });
  },
});

function finding(operation: PartDdl, at: Finding['at'], because: string, instead: string): Finding {
  return { message: `${because}: its records do not follow ${describe(operation)}.`, at, span: operation.span, because: [], cure: advice(instead) };
}

function managedIn({ upgrades }: HistorySituation): readonly Managed[] {
  return upgrades.flatMap((script) => script.written('select').flatMap(({ operation }) => operation.invokes.flatMap((call) => managedBy(call) ?? [])));
}

function managedBy({ name, passes }: Invocation): Managed | undefined {
  const manager = MANAGERS[name.split('.').at(-1) ?? name];
  const table = passes.find((one) => one !== null);
  return manager && table ? { ...manager, table: bare(table) } : undefined;
}

/** `public."Events"` without its schema and quotes. */
function bare(written: string): string {
  return (written.split('.').at(-1) ?? written).replaceAll('"', '');
}

function isPartOf(operation: PartDdl, { table, name }: Managed, script: ScriptSituation): boolean {
  if (name === 'Citus') return new RegExp(`^${escaped(table)}_\\d{5,}$`).test(operation.table.name);
  if (name !== 'pg_partman') return false;
  switch (operation.kind) {
    case 'create table': return operation.partitionOf?.name === table;
    case 'attach partition': case 'detach partition': return operation.table.name === table;
    case 'drop table': return isPartitionOf(operation.table, table, script);
    case 'alter table': case 'add column': case 'drop column': case 'truncate': return false;
  }
}

/** The catalog knows those that migrations made; the extension's own have its form of name. */
function isPartitionOf(dropped: ObjectName, table: string, script: ScriptSituation): boolean {
  if (new RegExp(`^${escaped(table)}_p\\d+|^${escaped(table)}_default$`).test(dropped.name)) return true;
  return script.each('drop table').some(({ operation, here }) => {
    const relation = operation.table.name === dropped.name ? here.lastSeen(operation.table) : undefined;
    const above = relation && here.catalog.partitionOf(relation);
    return above !== undefined && here.catalog.byId(above.parent)?.name === table;
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
