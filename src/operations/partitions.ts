import { ALWAYS } from '../migrations/condition.ts';
import { relationNamed } from './names.ts';
import type { Operation } from './operation.ts';
import { partitionBoundOf } from './partition-bound.ts';
import type { Asked, SubcommandReader, SubcommandReaders } from './subcommand.ts';
import { bodyOf } from './tree.ts';

export const partitionSubcommands: SubcommandReaders = {
  AT_AttachPartition: attach,
  AT_DetachPartition: detach,
  AT_DetachPartitionFinalize: detach,
  AT_SetLogged: persistence('permanent'),
  AT_SetUnLogged: persistence('unlogged'),
};

function attach({ command, here, part, table }: Asked): Operation | undefined {
  const node = bodyOf(command.def, 'PartitionCmd');
  if (!node) return undefined;
  const span = here.through(part.from, part.from + 1);
  const partition = relationNamed(node.name, here, table.type === 'index' ? 'index' : 'relation');
  if (table.type === 'index') return { kind: 'attach index partition', when: ALWAYS, span, index: table, partition };
  return { kind: 'attach partition', when: ALWAYS, span, table, partition, bound: partitionBoundOf(node.bound, here, { from: part.from + 2, to: part.to }), isDefault: node.bound?.is_default === true };
}

function detach({ command, here, part, table }: Asked): Operation | undefined {
  const node = bodyOf(command.def, 'PartitionCmd');
  return node && {
    kind: 'detach partition', when: ALWAYS, span: here.through(part.from, part.from + 1), table, partition: relationNamed(node.name, here),
    concurrently: node.concurrent === true, finalize: command.subtype === 'AT_DetachPartitionFinalize',
  };
}

function persistence(to: 'permanent' | 'unlogged'): SubcommandReader {
  return ({ here, part, table }) => ({ kind: 'set persistence', when: ALWAYS, span: here.spanOf(part), table, persistence: to });
}
